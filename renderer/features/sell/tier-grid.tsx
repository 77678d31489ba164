import { Plural, useLingui } from '@lingui/react/macro';
import type { EventOut } from '../../../src/shared/events.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat } from '../../lib/format.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { addTickets, useDraft } from './draft.ts';

type Tier = EventOut['tiers'][number];

/** Few enough to warn of. */
const FEW = 10;

/** The tiers as buttons that a hand finds without looking: a press, or the key with the tier's number, adds a ticket. */
export function TierGrid({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const { lastTier } = useDraft();
  const last = event.tiers.find(({ id }) => id === lastTier) ?? event.tiers[0];
  const group = t`Sell`;
  useShortcut('+', () => last && addTickets(last, 1), { label: t`One ticket more`, group });
  useShortcut('-', () => last && addTickets(last, -1), { label: t`One ticket less`, group });
  return (
    <ul aria-label={t`Tiers`} className="grid grid-cols-[repeat(auto-fill,minmax(13.5rem,1fr))] gap-3">
      {event.tiers.map((tier, index) => (
        <li key={tier.id}>
          <TierButton tier={tier} currency={event.currency} number={index + 1} />
        </li>
      ))}
    </ul>
  );
}

function TierButton({ tier, currency, number }: { tier: Tier; currency: string; number: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const count = useDraft().tickets[tier.id] ?? 0;
  const soldOut = tier.available === 0;
  const hasKey = number <= 9;
  useShortcut(String(number), () => addTickets(tier, 1), {
    label: t`Add ${tier.name}`,
    group: t`Sell`,
    enabled: hasKey && !soldOut,
  });
  return (
    <button
      type="button"
      disabled={soldOut}
      // A press leaves the focus alone, so that Enter goes on with the sale instead of adding another ticket.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => addTickets(tier, 1)}
      className={cx(
        'relative flex h-30 w-full flex-col rounded-lg border p-3.5 text-left transition-colors',
        soldOut ? 'bg-sunken text-muted' : 'bg-surface shadow-raised',
        count > 0 ? 'border-bar ring-1 ring-bar' : 'border-line',
        count === 0 && !soldOut && 'hover:border-edge',
      )}
    >
      <span className="flex items-start gap-2.5">
        {hasKey && (
          <span
            aria-hidden
            className="flex size-5.5 shrink-0 items-center justify-center rounded-sm bg-sunken text-xs font-semibold text-muted"
          >
            {number}
          </span>
        )}
        <span className={cx('line-clamp-2 text-lg leading-tight font-semibold', count > 0 && 'pr-9')}>{tier.name}</span>
      </span>
      <span className="mt-auto flex items-end justify-between gap-2">
        <span className="figures text-2xl font-semibold">{format.money(tier.price, currency)}</span>
        <span
          className={cx(
            'figures pb-0.5 text-sm',
            tier.available <= FEW && !soldOut ? 'font-semibold text-warn' : 'text-muted',
          )}
        >
          {soldOut ? t`Sold out` : <Plural value={tier.available} one="# left" other="# left" />}
        </span>
      </span>
      {count > 0 && (
        <span className="figures absolute top-2.5 right-2.5 flex h-8 min-w-8 items-center justify-center rounded-full bg-bar px-2 text-lg font-semibold text-surface">
          <span className="sr-only">{t`In the sale:`} </span>
          {count}
        </span>
      )}
    </button>
  );
}
