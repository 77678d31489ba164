import { useLingui } from '@lingui/react/macro';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { formatMoney } from '../../src/shared/minor.ts';
import type { OrderOut } from '../../src/shared/orders.ts';
import { type PublicEvent } from '../../src/shared/public-page.ts';
import { Button } from '../components/button.tsx';
import { useFormat } from '../lib/format.ts';
import { type Choice, countOf, firstChoice, subtotalOf, withinReach } from './choice.ts';
import { type ContactField, ContactFields } from './contact-fields.tsx';
import { refusalSentence } from './refusal-words.ts';
import { askEvent, checkoutBody, createReserver, type Refusal } from './reserve.ts';
import { TicketChoice } from './ticket-choice.tsx';

interface CheckoutProps {
  readonly event: PublicEvent;
  readonly affiliateCode: string | null;
  /** The event was asked for again: what is left has changed. */
  readonly onEvent: (event: PublicEvent) => void;
  readonly onReserved: (order: OrderOut, serverNow: number) => void;
}

/** What the server calls a field, and what the form does. */
const FIELDS: Readonly<Record<string, ContactField>> = {
  customerName: 'name',
  customerEmail: 'email',
  phone: 'phone',
  promoCode: 'promoCode',
};

/** After these the page shows what is left now. */
const LOOK_AGAIN: ReadonlySet<Refusal['code']> = new Set(['sold_out', 'event_not_on_sale', 'event_cancelled']);

/** Tickets, who comes, and one button: the places are kept, and paid at the counter. */
export function Checkout({ event, affiliateCode, onEvent, onReserved }: CheckoutProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [choice, setChoice] = useState<Choice>(() => firstChoice(event));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [unnamed, setUnnamed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [reserve] = useState(createReserver);
  const nameInput = useRef<HTMLInputElement>(null);
  const count = countOf(choice.tickets);
  const subtotal = format.money(formatMoney(subtotalOf(choice, event), event.currency), event.currency);

  async function submit(submitted: FormEvent): Promise<void> {
    submitted.preventDefault();
    if (busy || count === 0) return;
    const nameMissing = choice.name.trim() === '';
    setUnnamed(nameMissing);
    setRefusal(null);
    if (nameMissing) {
      nameInput.current?.focus();
      return;
    }
    setBusy(true);
    const outcome = await reserve(checkoutBody(event, choice, affiliateCode));
    setBusy(false);
    if (outcome.ok) {
      onReserved(outcome.order, outcome.serverNow);
      return;
    }
    setRefusal(outcome.refusal);
    const now = LOOK_AGAIN.has(outcome.refusal.code) ? await askEvent(event.slug) : null;
    if (now === null) return;
    setChoice((chosen) => withinReach(chosen, now));
    onEvent(now);
  }

  return (
    <form noValidate onSubmit={(submitted) => void submit(submitted)} className="flex min-w-0 flex-col gap-6">
      <TicketChoice event={event} choice={choice} onChoice={setChoice} />
      <ContactFields choice={choice} onChoice={setChoice} errors={errorsOf()} nameRef={nameInput} />
      <div className="sticky bottom-0 -mx-4 border-t bg-surface px-4 py-3 lg:mx-0 lg:rounded-lg lg:border lg:shadow-raised">
        {refusal !== null && (
          <p role="alert" className="mb-3 flex gap-2 rounded-md bg-bad-soft px-3 py-2 text-base text-bad">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {refusalSentence(refusal, i18n)}
          </p>
        )}
        <div className="flex items-center gap-4">
          <div className="min-w-0 flex-1" aria-live="polite">
            <span className="block text-base text-muted">
              {choice.promoCode.trim() === '' ? t`Total` : t`Before the promo code`}
            </span>
            <span className="figures text-2xl font-semibold">{subtotal}</span>
          </div>
          <Button type="submit" look="primary" size="lg" busy={busy} disabled={count === 0}>
            {t`Reserve`}
          </Button>
        </div>
        <p className="mt-2 text-base text-muted">{t`Your places are kept for 15 minutes. You pay at the counter.`}</p>
      </div>
    </form>
  );

  function errorsOf(): { [Name in ContactField]?: string } {
    const errors: { [Name in ContactField]?: string } = {};
    for (const field of Object.keys(refusal?.fields ?? {})) {
      const name = FIELDS[field];
      if (name) errors[name] = wordsFor(name);
    }
    if (unnamed && choice.name.trim() === '') errors.name = wordsFor('name');
    return errors;
  }

  function wordsFor(field: ContactField): string {
    switch (field) {
      case 'name':
        return t`Tell us your name`;
      case 'email':
        return t`Enter an e-mail address such as jane@example.com`;
      case 'phone':
        return t`Enter a phone number`;
      case 'promoCode':
        return t`This code does not count here`;
    }
  }
}
