import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { MonitorPlay, ReceiptText } from 'lucide-react';
import { type EventOut } from '../../../src/shared/events.ts';
import { buttonClass } from '../../components/button.tsx';
import { Meter } from '../../components/meter.tsx';
import { desktop } from '../../lib/desktop.ts';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { Cancellation } from './cancel-progress.tsx';
import { PublishChecks } from './publish-checks.tsx';

/** Beside the form: what is still missing before it may be sold, or how it sells. */
export function EventSide({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const mayPlan = useMay('manager');
  return (
    <aside aria-label={t`Sales`} className="flex flex-col gap-5 overflow-y-auto border-l border-line bg-surface p-5">
      {event.status === 'draft' && (
        <section>
          <h2 className="mb-2 text-base font-semibold">{t`Before it is published`}</h2>
          <PublishChecks event={event} />
        </section>
      )}
      {event.status === 'cancelled' && mayPlan && <Cancellation event={event} />}
      <Sales event={event} />
      <Link to="/orders" search={{ event: event.id }} className={buttonClass()}>
        <ReceiptText aria-hidden className="size-4" />
        {t`Orders of this event`}
      </Link>
      <Link
        to="/live/$eventId"
        params={{ eventId: event.id }}
        {...(desktop === null ? { target: '_blank' } : {})}
        className={buttonClass()}
      >
        <MonitorPlay aria-hidden className="size-4" />
        {t`Live page`}
      </Link>
    </aside>
  );
}

function Sales({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const { sales, currency } = event;
  const lines: readonly [string, string][] = [
    [t`Orders`, format.number(sales.orders)],
    [t`Tickets before discounts`, format.money(sales.gross, currency)],
    [t`Discounts`, format.money(sales.discounts, currency)],
    [t`Refunded`, format.money(sales.refunded, currency)],
    [t`Net sales`, format.money(sales.net, currency)],
    [t`Admitted`, format.number(sales.checkedIn)],
  ];
  return (
    <section>
      <h2 className="text-base font-semibold">{t`Sales`}</h2>
      <p className="figures mt-1 text-3xl font-semibold tracking-tight">
        {format.number(sales.ticketsSold)}
        <span className="text-lg font-normal tracking-normal text-muted"> / {format.number(event.totalCapacity)}</span>
      </p>
      <Meter label={t`Sold of the capacity`} value={sales.ticketsSold} of={event.totalCapacity} className="mt-2" />
      <dl className="mt-3">
        {lines.map(([term, value]) => (
          <div key={term} className="flex justify-between gap-4 border-b border-line/70 py-1.5">
            <dt className="text-muted">{term}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-5 text-base font-semibold">{t`By tier`}</h2>
      <ul className="mt-2 flex flex-col gap-2.5">
        {event.tiers.map((tier) => (
          <li key={tier.id}>
            <div className="flex justify-between gap-3">
              <span className="truncate">{tier.name}</span>
              <span className="figures">
                {format.number(tier.sold)}
                <span className="text-muted"> / {format.number(tier.quantity)}</span>
              </span>
            </div>
            <Meter label={t`${tier.name}: sold`} value={tier.sold} of={tier.quantity} className="mt-1" />
          </li>
        ))}
      </ul>
    </section>
  );
}
