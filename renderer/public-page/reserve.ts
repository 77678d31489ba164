import { type ErrorCode } from '../../src/shared/errors.ts';
import type { BodyOf } from '../../src/shared/operation.ts';
import type { checkout, OrderOut } from '../../src/shared/orders.ts';
import { type PublicEvent } from '../../src/shared/public-page.ts';
import { type Choice, type Counts } from './choice.ts';

type CheckoutBody = BodyOf<typeof checkout>;

/** A refused or unanswered call; `offline` where no answer came, `unknown` where one came that this page does not know. */
export interface Refusal {
  readonly code: ErrorCode | 'offline' | 'unknown';
  /** Fields of the checkout that are not valid. */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds until it may be tried again. */
  readonly retryAfter: number;
}

/** What the server answered, and when by its own clock (milliseconds): a phone's clock may be anywhere. */
export type Outcome =
  | { readonly ok: true; readonly order: OrderOut; readonly serverNow: number }
  | { readonly ok: false; readonly refusal: Refusal };

const PATIENCE = 20_000;

const chosen = (counts: Counts): [id: string, quantity: number][] =>
  Object.entries(counts).filter(([, quantity]) => quantity > 0);

/** The order as the server is asked for it: pending, to be paid at the counter. */
export function checkoutBody(event: PublicEvent, choice: Choice, affiliateCode: string | null): CheckoutBody {
  return {
    eventId: event.id,
    items: chosen(choice.tickets).map(([tierId, quantity]) => ({ tierId, quantity })),
    addOns: chosen(choice.addOns).map(([addOnId, quantity]) => ({ addOnId, quantity })),
    customerName: choice.name.trim(),
    customerEmail: choice.email.trim(),
    phone: choice.phone.trim(),
    promoCode: choice.promoCode.trim(),
    affiliateCode,
    payment: { method: 'cash' },
  };
}

/** Not `randomUUID`, which browsers keep from pages that come over plain HTTP, as a box office on the LAN does. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Sends reservations. The same order sent again after silence carries the same Idempotency-Key, so it is made once; after an answer, the
 * next is a new intent.
 */
export function createReserver(): (body: CheckoutBody) => Promise<Outcome> {
  let attempt: { key: string; text: string } | null = null;
  return async (body) => {
    const text = JSON.stringify(body);
    if (attempt?.text !== text) attempt = { key: newKey(), text };
    const outcome = await send(attempt.key, text);
    if (outcome.ok || isFinal(outcome.refusal)) attempt = null;
    return outcome;
  };
}

/** Whether it is certain that nothing was reserved. */
const isFinal = ({ code }: Refusal): boolean => !['offline', 'unknown', 'internal', 'request_timeout'].includes(code);

async function send(key: string, text: string): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch('/api/checkout', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: text,
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return { ok: false, refusal: { code: 'offline', fields: {}, retryAfter: 0 } };
  }
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const serverNow = Date.parse(response.headers.get('Date') ?? '');
  if (response.status === 201) return { ok: true, order: answer as unknown as OrderOut, serverNow };
  return {
    ok: false,
    refusal: {
      code: (answer['code'] as ErrorCode | undefined) ?? 'unknown',
      fields: (answer['fields'] as Record<string, string> | undefined) ?? {},
      retryAfter: Number(response.headers.get('Retry-After') ?? 0),
    },
  };
}

/** The event as it stands now; null where it is no longer on sale or nobody answers. */
export async function askEvent(slug: string): Promise<PublicEvent | null> {
  try {
    const response = await fetch(`/api/events/${encodeURIComponent(slug)}`, { cache: 'no-store' });
    return response.ok ? ((await response.json()) as PublicEvent) : null;
  } catch {
    return null;
  }
}
