import { useLingui } from '@lingui/react/macro';
import { Banknote, DoorOpen, type LucideIcon, ShoppingCart, Undo2 } from 'lucide-react';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import { Section } from './section.tsx';

interface Happening {
  readonly at: string;
  readonly icon: LucideIcon;
  readonly what: string;
  readonly more: string | null;
}

/** What happened to the order, the latest first. */
export function OrderHistory({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const happenings = useHappenings(order);
  return (
    <Section title={t`What happened`}>
      <ol>
        {happenings.map(({ at, icon: Icon, what, more }, index) => (
          <li key={`${at}${index}`} className="flex gap-3 py-1.5">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p>{what}</p>
              {more !== null && <p className="text-sm text-muted select-text">{more}</p>}
            </div>
            <time className="figures shrink-0 text-sm text-muted">{format.dateTime(at)}</time>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function useHappenings(order: OrderOut): Happening[] {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  const money = (amount: string): string => format.money(amount, order.currency);
  const said = (...parts: (string | null)[]): string | null =>
    parts.filter((part) => part !== null).join(' · ') || null;

  const happenings: Happening[] = [
    { at: order.createdAt, icon: ShoppingCart, what: t`Order made`, more: order.soldBy },
    ...order.payments.map((payment) => ({
      at: payment.createdAt,
      icon: Banknote,
      what: t`${money(payment.amount)} paid: ${methodName(payment.method)}`,
      more: said(
        payment.tendered === null || Number(payment.change) === 0
          ? null
          : t`${money(payment.tendered)} given, ${money(payment.change ?? '0')} back`,
        payment.reference,
        payment.reason,
        payment.takenBy,
      ),
    })),
    ...order.tickets.flatMap((ticket) =>
      ticket.checkedInAt === null
        ? []
        : [
            {
              at: ticket.checkedInAt,
              icon: DoorOpen,
              what: t`${ticket.holderName ?? ticket.tierName} admitted`,
              more: said(ticket.tierName, ticket.gate),
            },
          ],
    ),
    ...order.refunds.map((refund) => ({
      at: refund.createdAt,
      icon: Undo2,
      what: t`${money(refund.amount)} refunded: ${methodName(refund.method)}`,
      more: said(refund.reason, refund.receiptNumber, refund.refundedBy),
    })),
  ];
  return happenings.toSorted((a, b) => (a.at < b.at ? 1 : -1));
}
