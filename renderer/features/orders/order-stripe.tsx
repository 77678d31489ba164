import { useLingui } from '@lingui/react/macro';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { Section } from './section.tsx';

type Stripe = NonNullable<OrderOut['stripe']>;

/** Where the order's money is at Stripe, in words, and what is in the way. */
export function OrderStripe({ order, stripe }: { order: OrderOut; stripe: Stripe }) {
  const { t } = useLingui();
  const format = useFormat();
  const states: Record<Stripe['status'], readonly [Tone, string]> = {
    creating: ['note', t`Waiting for payment`],
    open: ['note', t`Waiting for payment`],
    paid: ['good', t`Paid`],
    cancelled: ['plain', t`Never paid`],
    returning: ['warn', t`Is being sent back automatically`],
    returned: ['plain', t`Sent back automatically`],
  };
  const [tone, state] = states[stripe.status];
  return (
    <Section title={t`Stripe`}>
      <div className="flex items-center justify-between gap-4">
        <Badge tone={tone}>{state}</Badge>
        <span className="figures">{format.money(stripe.amount, order.currency)}</span>
      </div>
      {[stripe.paymentIntentId, stripe.returnReason, stripe.trouble].map(
        (line) =>
          line !== null && (
            <p key={line} className="mt-1 text-sm text-muted select-text">
              {line}
            </p>
          ),
      )}
      {stripe.refundsWaiting.map(({ refundId, amount, trouble }) => (
        <div key={refundId} className="mt-2 rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
          <p>
            {t`A refund of ${format.money(amount, order.currency)} waits at Stripe and goes on by itself: do not pay it out otherwise.`}
          </p>
          {trouble !== null && <p className="mt-1 text-sm select-text">{trouble}</p>}
        </div>
      ))}
    </Section>
  );
}
