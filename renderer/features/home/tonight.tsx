import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type EventOut, getEvent, liveEvent } from '../../../src/shared/events.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { Badge } from '../../components/badge.tsx';
import { Meter } from '../../components/meter.tsx';
import { Panel } from '../../components/panel.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { DevicesTile, TillTile } from './money-and-devices.tsx';
import { Pulse } from './pulse.tsx';
import { RecentEntries } from './recent-entries.tsx';
import { Tile } from './tile.tsx';

/** One event's night, looked at again every two seconds. */
export function Tonight({ event: listed }: { event: EventOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const seesMoney = useMay('manager');
  const input = { params: { id: listed.id } };
  const { data: live } = useAsk(liveEvent, input, { every: 2_000 });
  const { data: event = listed } = useAsk(getEvent, input, { every: 10_000 });
  const sold = live?.sold ?? event.sales.ticketsSold;
  const checkedIn = live?.checkedIn ?? event.sales.checkedIn;

  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-2xl font-semibold tracking-tight">
          <Link to="/manage/events/$eventId" params={{ eventId: event.id }} className="rounded-sm hover:underline">
            {event.title}
          </Link>
        </h2>
        <Moment event={event} />
        <span className="text-base text-muted">
          {format.day(event.date)}, {event.startTime}
          {event.endTime !== null && `–${event.endTime}`} · {event.venue}
        </span>
      </div>

      <div className={seesMoney ? 'grid grid-cols-6 gap-3' : 'grid grid-cols-3 gap-3'}>
        <Tile label={t`Sold`} value={format.number(sold)} note={t`of ${format.number(event.totalCapacity)} places`}>
          <Meter label={t`Sold of the capacity`} value={sold} of={event.totalCapacity} />
        </Tile>
        <Tile
          label={t`Inside now`}
          value={format.number(live?.inside ?? checkedIn)}
          note={t`${format.number(checkedIn)} came in so far`}
        >
          <Meter label={t`Came in of those sold`} value={checkedIn} of={sold} />
        </Tile>
        <Tile
          label={t`Still to come`}
          value={format.number(live?.remaining ?? sold - checkedIn)}
          note={t`with a ticket, not yet inside`}
        >
          <Pulse perMinute={live?.perMinute ?? []} />
        </Tile>
        {seesMoney && (
          <>
            <Tile
              label={t`Net sales`}
              value={format.money(event.sales.net, event.currency)}
              note={t`${format.number(event.sales.orders)} orders, ${format.money(event.sales.refunded, event.currency)} refunded`}
            />
            <TillTile currency={event.currency} />
            <DevicesTile />
          </>
        )}
      </div>

      <div className="grid min-h-64 flex-1 grid-cols-[minmax(0,3fr)_minmax(0,2fr)] gap-4">
        <RecentEntries live={live} zone={event.timeZone} />
        <div className="flex min-h-0 flex-col gap-4">
          <AttentionPanel />
          <Tiers event={event} live={live} />
        </div>
      </div>
    </>
  );
}

/** Where the event is in time, in a word. */
function Moment({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = new Date().toISOString();
  if (now < event.startsAt) return <Badge tone="note">{t`begins ${format.relative(event.startsAt)}`}</Badge>;
  return <Badge tone="good">{t`on now`}</Badge>;
}

function Tiers({ event, live }: { event: EventOut; live: AnswerOf<typeof liveEvent> | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Panel title={t`Tiers`}>
      <Scroller>
        <ul>
          {event.tiers.map((tier) => {
            const door = live?.byTier.find(({ tierId }) => tierId === tier.id);
            return (
              <li key={tier.id} className="border-b border-line/70 px-4 py-2.5 last:border-0">
                <div className="flex items-baseline gap-3">
                  <span className="min-w-0 flex-1 truncate font-medium">{tier.name}</span>
                  <span className="figures text-sm text-muted">{t`${format.number(door?.inside ?? 0)} inside`}</span>
                  <span className="figures w-24 text-right">
                    {format.number(tier.sold)}
                    <span className="text-muted"> / {format.number(tier.quantity)}</span>
                  </span>
                </div>
                <Meter label={t`${tier.name}: sold`} value={tier.sold} of={tier.quantity} className="mt-1.5" />
              </li>
            );
          })}
        </ul>
      </Scroller>
    </Panel>
  );
}
