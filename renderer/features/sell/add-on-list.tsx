import { useLingui } from '@lingui/react/macro';
import type { EventOut } from '../../../src/shared/events.ts';
import { Stepper } from '../../components/stepper.tsx';
import { useFormat } from '../../lib/format.ts';
import { addAddOns, useDraft } from './draft.ts';

/** What is sold along with the tickets. */
export function AddOnList({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const { addOns } = useDraft();
  if (event.addOns.length === 0) return null;
  return (
    <section aria-labelledby="add-ons">
      <h2 id="add-ons" className="mb-2 text-sm font-semibold text-muted">{t`Add-ons`}</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(18rem,1fr))] gap-x-3 gap-y-2">
        {event.addOns.map((addOn) => (
          <li
            key={addOn.id}
            className="flex h-13 items-center gap-3 rounded-lg border border-line bg-surface pr-2.5 pl-3.5"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{addOn.name}</span>
              <span className="figures block truncate text-sm text-muted">
                {format.money(addOn.price, event.currency)}
                {addOn.available !== null && ` · ${addOn.available === 0 ? t`Sold out` : t`${addOn.available} left`}`}
              </span>
            </span>
            <Stepper
              name={addOn.name}
              count={addOns[addOn.id] ?? 0}
              most={addOn.available ?? Number.MAX_SAFE_INTEGER}
              onStep={(by) => addAddOns(addOn, by)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
