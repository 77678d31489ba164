import { useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { type EventOut } from '../../../src/shared/events.ts';
import { listMail } from '../../../src/shared/mail.ts';
import { listPrinters } from '../../../src/shared/printing.ts';
import { getSettings } from '../../../src/shared/settings.ts';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';
import { placesIn } from './event-values.ts';

/** Good as it is, worth a thought, or not to be sold like that. */
interface Check {
  readonly state: 'good' | 'advice' | 'blocking';
  readonly says: string;
}

/** What is to be looked at before an event is sold, what stops it first. */
export function usePublishChecks(event: EventOut): readonly Check[] {
  const { t } = useLingui();
  const format = useFormat();
  const settings = useAsk(getSettings).data;
  const printers = useAsk(listPrinters).data;
  const mail = useAsk(listMail, { query: { status: 'queued', pageSize: 1 } }).data;
  const now = new Date().toISOString();
  const places = placesIn(event.tiers);
  const free = event.tiers.filter(({ price }) => Number(price) === 0).map(({ name }) => name);
  const untaxed = event.tiers.filter(({ price, taxRate }) => Number(price) > 0 && taxRate === 0);
  const check = (state: Check['state'], says: string): Check => ({ state, says });

  const checks: Check[] = [
    event.endsAt <= now
      ? check('blocking', t`The event is over: give it another date.`)
      : event.startsAt <= now
        ? check('advice', t`It has begun already.`)
        : check('good', t`The date lies ahead.`),
    check('good', t`At ${event.venue}, on the clock of ${event.timeZone}.`),
    places === 0
      ? check('blocking', t`No tier has a place to sell.`)
      : places < event.totalCapacity
        ? check('advice', t`${format.number(event.totalCapacity - places)} places of the capacity are in no tier.`)
        : places > event.totalCapacity
          ? check(
              'advice',
              t`The tiers have ${format.number(places - event.totalCapacity)} more places than the capacity: the last ones go to whoever comes first.`,
            )
          : check('good', t`The tiers fill the capacity.`),
    free.length > 0
      ? check('advice', t`Free of charge: ${free.join(', ')}.`)
      : check('good', t`Every tier has a price.`),
    untaxed.length > 0
      ? check('advice', t`No tax in the price of ${untaxed.map(({ name }) => name).join(', ')}.`)
      : check('good', t`The tax in the prices is set.`),
  ];
  if (settings?.publicUrl === null)
    checks.push(check('advice', t`Without a public address nobody outside this house can open its page.`));
  if (printers?.length === 0) checks.push(check('advice', t`No receipt printer is set up.`));
  const waits = mail?.[0]?.waitingFor ?? null;
  if (waits !== null) checks.push(check('advice', t`Mail waits: tickets are not mailed until it can be sent.`));
  const rank = { blocking: 0, advice: 1, good: 2 };
  return checks.toSorted((a, b) => rank[a.state] - rank[b.state]);
}

const LOOKS = {
  good: { icon: CircleCheck, className: 'text-good' },
  advice: { icon: CircleAlert, className: 'text-warn' },
  blocking: { icon: CircleX, className: 'text-bad' },
} as const;

export function PublishChecks({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const checks = usePublishChecks(event);
  const words = { good: t`Good`, advice: t`Worth a thought`, blocking: t`Stops it` };
  return (
    <ul className="flex flex-col gap-2">
      {checks.map(({ state, says }) => {
        const { icon: Icon, className } = LOOKS[state];
        return (
          <li key={says} className="flex items-start gap-2">
            <Icon role="img" aria-label={words[state]} className={`mt-0.5 size-4 shrink-0 ${className}`} />
            <span className={state === 'blocking' ? 'font-medium' : ''}>{says}</span>
          </li>
        );
      })}
    </ul>
  );
}
