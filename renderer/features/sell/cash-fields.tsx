import { useLingui } from '@lingui/react/macro';
import { formatMoney, type Minor, minus, parseMoney } from '../../../src/shared/money.ts';
import { Field } from '../../components/field.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { cx } from '../../lib/cx.ts';
import { changeDraft, useDraft } from './draft.ts';
import { quickAmounts } from './quick-amounts.ts';
import { useMoney } from './use-money.ts';

/** What the customer handed over, and what goes back: large, as it is counted out by it. */
export function CashFields({ total, currency }: { total: Minor; currency: string }) {
  const { t } = useLingui();
  const money = useMoney(currency);
  const { tendered } = useDraft();
  const handedOver = tendered === '' ? total : parseMoney(tendered, currency);
  const change = handedOver === null ? null : minus(handedOver, total);
  const isMissing = change !== null && change < 0;

  const amounts = [
    { label: t`Exact`, value: '' },
    ...quickAmounts(total).map((amount) => ({ label: money(amount), value: formatMoney(amount, currency) })),
  ];

  return (
    <div className="flex flex-col gap-2.5">
      <fieldset className="flex gap-2">
        <legend className="sr-only">{t`Cash handed over`}</legend>
        {amounts.map(({ label, value }) => (
          <button
            key={value}
            type="button"
            aria-pressed={tendered === value}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => changeDraft({ tendered: value })}
            className={cx(
              'figures h-11 flex-1 rounded-md border text-base font-semibold transition-colors',
              tendered === value
                ? 'border-bar bg-selected ring-1 ring-bar'
                : 'border-edge/60 bg-surface hover:bg-sunken',
            )}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <div className="flex items-end gap-4">
        <Field label={t`Handed over`} className="w-36" error={handedOver === null ? t`No such amount` : undefined}>
          {(field) => (
            <MoneyInput
              {...field}
              currency={currency}
              value={tendered}
              placeholder={formatMoney(total, currency)}
              onValue={(value) => changeDraft({ tendered: value })}
              className="h-control-lg! text-xl font-semibold"
            />
          )}
        </Field>
        <output aria-label={isMissing ? t`Missing` : t`Change`} className="min-w-0 flex-1 text-right">
          <span className={cx('block text-sm font-medium', isMissing ? 'text-bad' : 'text-muted')}>
            {isMissing ? t`Missing` : t`Change`}
          </span>
          <span className={cx('figures block truncate text-3xl font-semibold', isMissing && 'text-bad')}>
            {change === null ? '–' : money(Math.abs(change))}
          </span>
        </output>
      </div>
    </div>
  );
}
