import { useLingui } from '@lingui/react/macro';
import { ShoppingBasket, TriangleAlert } from 'lucide-react';
import { times } from '../../../src/shared/money.ts';
import { Stepper } from '../../components/stepper.tsx';
import { addAddOns, addTickets } from './draft.ts';
import type { Line } from './price.ts';
import { useMoney } from './use-money.ts';

/** What is being sold, line by line. */
export function BasketLines({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  const { t } = useLingui();
  if (lines.length === 0) {
    return (
      <div className="flex h-full flex-col items-center justify-center gap-2 px-8 text-center text-muted">
        <ShoppingBasket aria-hidden className="size-7" />
        <p>{t`Press a tier or its number to begin. + and − change the count, Enter goes on to the payment.`}</p>
      </div>
    );
  }
  return (
    <ul aria-label={t`In the sale`}>
      {lines.map((line) => (
        <LineRow key={line.id} line={line} currency={currency} />
      ))}
    </ul>
  );
}

function LineRow({ line, currency }: { line: Line; currency: string }) {
  const { t } = useLingui();
  const money = useMoney(currency);
  const { kind, id, name, count, unitPrice, available } = line;
  const most = available ?? Number.MAX_SAFE_INTEGER;
  const step = (by: 1 | -1): void =>
    kind === 'ticket' ? addTickets({ id, available: most }, by) : addAddOns({ id, available }, by);
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-b border-line py-2 pr-5 pl-5">
      <span className="min-w-0 flex-1">
        <span className="block truncate text-lg font-medium">{name}</span>
        <span className="figures block text-sm text-muted">{money(unitPrice)}</span>
      </span>
      <Stepper name={name} count={count} most={most} onStep={step} />
      <span className="figures w-24 text-right text-lg font-semibold">{money(times(unitPrice, count))}</span>
      {count > most && (
        <span role="alert" className="flex w-full items-center gap-1.5 pt-1 text-sm font-medium text-bad">
          <TriangleAlert aria-hidden className="size-4" />
          {t`Only ${most} left`}
        </span>
      )}
    </li>
  );
}
