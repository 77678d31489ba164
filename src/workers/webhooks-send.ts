import { createHmac } from 'node:crypto';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DueMessage } from '../db/webhooks.ts';
import { toInstant, type Instant, type Milliseconds } from '../shared/instant.ts';
import type { Attempt } from '../usecases/webhook-deliveries.ts';
import {
  AddressRefused,
  checkedAddresses,
  type EndpointRules,
  type Resolve,
  type Resolved,
} from '../usecases/webhook-endpoint.ts';

/** What an attempt may take in all: finding the address, connecting, sending, and reading the answer to its end. */
const PATIENCE: Milliseconds = 15_000;

/** What is read of an answer's body, and kept in the log. */
const MOST_BYTES = 16 * 1024;

/** No connection is used twice, and none goes through a proxy. */
const agents = { http: new http.Agent({ keepAlive: false }), https: new https.Agent({ keepAlive: false }) };

export interface Endpoint {
  readonly url: URL;
  readonly savedAt: Instant;
  readonly secret: string;
  /** The secret before, while it rotates. */
  readonly previousSecret: string | null;
  readonly rules: EndpointRules;
}

export interface SendOptions {
  readonly now: () => Milliseconds;
  readonly userAgent: string;
  /** Breaks the attempt off, as at a shutdown. */
  readonly signal?: AbortSignal;
  readonly patience?: Milliseconds;
  readonly resolve?: Resolve;
}

type Message = Pick<DueMessage, 'id' | 'event' | 'body'>;

/** Sends a message once. Whatever comes of it is in the attempt: it never throws. */
export async function sendWebhook(message: Message, endpoint: Endpoint, options: SendOptions): Promise<Attempt> {
  const body = Buffer.from(message.body, 'utf8');
  const requestHeaders = headersOf(message, body, endpoint, options.userAgent);
  const at = toInstant(options.now());
  const begun = performance.now();
  const { response, error } = await exchange(endpoint, requestHeaders, body, options);
  return {
    at,
    duration: performance.now() - begun,
    url: endpoint.url.href,
    requestHeaders,
    response,
    error,
    retryAfter: retryAfterOf(response?.headers['retry-after'], options.now()),
  };
}

/** Lower-case hex of the HMAC-SHA256 of the body, keyed by the UTF-8 bytes of the secret as it is shown. */
const signatureOf = (body: Buffer, secret: string): string => createHmac('sha256', secret).update(body).digest('hex');

const headersOf = (
  message: Message,
  body: Buffer,
  { secret, previousSecret }: Endpoint,
  userAgent: string,
): Record<string, string> => ({
  'Content-Type': 'application/json',
  'Content-Length': String(body.length),
  'User-Agent': userAgent,
  'X-TicketWave-Event': message.event,
  'X-TicketWave-Delivery': message.id,
  'X-TicketWave-Signature': signatureOf(body, secret),
  ...(previousSecret === null ? {} : { 'X-TicketWave-Signature-Previous': signatureOf(body, previousSecret) }),
});

type Heard = Pick<Attempt, 'response' | 'error'>;

/** The request and its answer, as far as it came, within the time it has. */
async function exchange(
  { url, rules }: Endpoint,
  headers: Record<string, string>,
  body: Buffer,
  { signal, patience = PATIENCE, resolve }: SendOptions,
): Promise<Heard> {
  const timeout = new AbortController();
  const end = (): void => timeout.abort();
  const timer = setTimeout(end, patience);
  signal?.addEventListener('abort', end);
  const kept: Kept = { chunks: [], truncated: false };
  let answer: IncomingMessage | null = null;
  try {
    const addresses = await unlessAborted(checkedAddresses(url, rules, resolve), timeout.signal);
    answer = await post(url, headers, body, addresses, timeout.signal);
    await readInto(kept, answer);
    return { response: responseOf(answer, kept), error: null };
  } catch (error) {
    const reason = timeout.signal.aborted ? 'timeout' : reasonOf(error);
    return { response: answer && responseOf(answer, kept), error: reason };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/** Posts to these addresses and no other; the answer once its headers are there. */
function post(
  url: URL,
  headers: Record<string, string>,
  body: Buffer,
  addresses: readonly Resolved[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const options = { method: 'POST', headers, lookup: answering(addresses), signal, maxHeaderSize: 16_384 };
  const request =
    url.protocol === 'https:'
      ? https.request(url, { ...options, agent: agents.https })
      : http.request(url, { ...options, agent: agents.http });
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    // Also what goes wrong later, which the answer tells as well.
    request.on('error', reject);
    // An end without either, as after an answer that asks for another protocol.
    request.on('close', () => reject(new Error('Closed without an answer')));
    request.end(body);
  });
}

/** A resolver that knows the checked addresses alone. */
const answering =
  (addresses: readonly Resolved[]): LookupFunction =>
  (_hostname, { all }, callback) =>
    process.nextTick(() => {
      if (all) callback(null, [...addresses]);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
    });

interface Kept {
  readonly chunks: Buffer[];
  truncated: boolean;
}

/** Reads an answer to its end, or as much of it as is kept. */
async function readInto(kept: Kept, answer: IncomingMessage): Promise<void> {
  let left = MOST_BYTES;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    kept.chunks.push(chunk.subarray(0, left));
    kept.truncated = chunk.length > left;
    if (kept.truncated) return;
    left -= chunk.length;
  }
}

const responseOf = (answer: IncomingMessage, { chunks, truncated }: Kept): Attempt['response'] => ({
  status: answer.statusCode ?? 0,
  headers: Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  ),
  // Not every database keeps a NUL in a text.
  body: Buffer.concat(chunks).toString('utf8').replaceAll('\0', '\u{fffd}'),
  truncated,
});

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
    }),
  ]);
}

/** A word for the log; Node's messages may hold more than it should say. */
function reasonOf(error: unknown): string {
  if (error instanceof AddressRefused) return 'address_refused';
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'failed';
}

/** Seconds or a date (RFC 9110 §10.2.3) as milliseconds from now; null where it says nothing. */
function retryAfterOf(header: string | undefined, now: Milliseconds): Milliseconds | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
