import { Plural, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import type { EventOut } from '../../../src/shared/events.ts';
import { parseMoney } from '../../../src/shared/money.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { previewSplit } from '../../lib/split.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { BasketLines } from './basket-lines.tsx';
import { checkoutBody } from './checkout-body.ts';
import { clearDraft, countOf, hasTickets, useDraft } from './draft.ts';
import { PaymentFields } from './payment-fields.tsx';
import { ActionName, PaymentMethod } from './payment-method.tsx';
import { linesOf, priceOf } from './price.ts';
import type { PromoPreview } from './promo-preview.ts';
import { sell, useTill } from './till.ts';
import { useMoney } from './use-money.ts';

interface SalePanelProps {
  readonly event: EventOut;
  readonly userId: string;
  readonly preview: PromoPreview;
}

/** The sale as it stands: its lines, what it costs, how it is paid. */
export function SalePanel({ event, userId, preview }: SalePanelProps) {
  const { t } = useLingui();
  const money = useMoney(event.currency);
  const draft = useDraft();
  const till = useTill();
  const form = useRef<HTMLFormElement>(null);
  const [missingReason, setMissingReason] = useState(false);

  const lines = linesOf(event, draft);
  const price = priceOf(lines, preview.promo, draft.method === 'comp');
  const tendered = draft.tendered === '' ? price.total : parseMoney(draft.tendered, event.currency);
  const paysEnough =
    draft.method === 'split'
      ? previewSplit(draft.split, price.total, event.currency).payments !== null
      : draft.method !== 'cash' || (tendered !== null && tendered >= price.total);
  const ready = hasTickets(draft) && paysEnough;
  const sending = till.phase === 'sending';

  const submit = (submitted: FormEvent): void => {
    submitted.preventDefault();
    const noReason = draft.method === 'comp' && draft.reason.trim() === '';
    setMissingReason(noReason);
    if (!ready || noReason || sending) return;
    void sell(userId, checkoutBody(event, draft, lines, price.total));
  };

  const group = t`Sell`;
  const toPayment = (): void =>
    form.current?.querySelector<HTMLElement>('input:not([type=radio]), button[type=submit]')?.focus();
  useShortcut('enter', toPayment, { label: t`On to the payment, then take it`, group, enabled: hasTickets(draft) });
  useShortcut('escape', () => (document.activeElement as HTMLElement | null)?.blur(), {
    label: t`Back to the tiers`,
    group,
    whileTyping: true,
  });
  useShortcut('shift+delete', clearDraft, { label: t`Clear the sale`, group });

  return (
    <section aria-label={t`This sale`} className="flex w-104 shrink-0 flex-col border-l border-line bg-surface">
      <header className="flex h-11 shrink-0 items-center justify-between border-b border-line pr-2.5 pl-5">
        <h2 className="text-base font-semibold">
          {hasTickets(draft) ? (
            <Plural value={countOf(draft.tickets)} one="# ticket" other="# tickets" />
          ) : (
            t`This sale`
          )}
        </h2>
        {lines.length > 0 && <Button look="quiet" size="sm" onClick={clearDraft}>{t`Clear`}</Button>}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <BasketLines lines={lines} currency={event.currency} />
      </div>
      <div className="flex shrink-0 flex-col gap-3 border-t border-line bg-canvas px-5 pt-3 pb-4">
        <dl aria-live="polite">
          {price.discount > 0 && (
            <>
              <SumRow label={t`Subtotal`} amount={money(price.subtotal)} />
              <SumRow
                label={draft.method === 'comp' ? t`Given away` : t`Promo code`}
                badge={draft.method === 'comp' ? null : preview.promo?.code}
                amount={`−${money(price.discount)}`}
              />
            </>
          )}
          <div className="mt-0.5 flex items-baseline justify-between gap-4">
            <dt className="text-lg font-semibold">{t`Total`}</dt>
            <dd className="figures truncate text-display font-semibold tracking-tight">{money(price.total)}</dd>
          </div>
        </dl>
        <form ref={form} onSubmit={submit} className="flex flex-col gap-3">
          <PaymentMethod />
          <PaymentFields total={price.total} currency={event.currency} missingReason={missingReason} />
          {till.phase === 'open' && <ErrorNote error={till.error} />}
          <Button
            type="submit"
            look="primary"
            size="lg"
            busy={sending}
            disabled={!ready}
            className="h-14! w-full text-xl!"
          >
            <ActionName method={draft.method} amount={money(tendered ?? price.total)} count={countOf(draft.tickets)} />
            <Kbd keys="enter" />
          </Button>
        </form>
      </div>
    </section>
  );
}

function SumRow({ label, badge, amount }: { label: string; badge?: string | null | undefined; amount: string }) {
  return (
    <div className="flex items-center justify-between gap-4 text-base">
      <dt className="flex items-center gap-2 text-muted">
        {label}
        {badge && <Badge tone="good">{badge}</Badge>}
      </dt>
      <dd className="figures">{amount}</dd>
    </div>
  );
}
