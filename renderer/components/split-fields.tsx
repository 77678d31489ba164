import { useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { formatMoney, type Minor } from '../../src/shared/money.ts';
import { cx } from '../lib/cx.ts';
import { useFormat } from '../lib/format.ts';
import { type CardPart, previewSplit, type Split } from '../lib/split.ts';
import { Button, IconButton } from './button.tsx';
import { Field } from './field.tsx';
import { Input } from './input.tsx';
import { MoneyInput } from './money-input.tsx';

interface SplitFieldsProps {
  readonly total: Minor;
  readonly currency: string;
  readonly split: Split;
  readonly onSplit: (split: Split) => void;
}

/** Card amounts as they are told; what is left is cash, worked out while one types. */
export function SplitFields({ total, currency, split, onSplit }: SplitFieldsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const money = (minor: number): string => format.money(formatMoney(minor, currency), currency);
  const { rest, change } = previewSplit(split, total, currency);
  const changeCard = (index: number, part: Partial<CardPart>): void =>
    onSplit({ ...split, cards: split.cards.map((card, at) => (at === index ? { ...card, ...part } : card)) });
  const isMissing = change !== null && change < 0;
  return (
    <div className="flex flex-col gap-2.5">
      {split.cards.map((card, index) => (
        <div key={index} className="flex items-end gap-2">
          <Field label={split.cards.length === 1 ? t`By card` : t`By card ${index + 1}`} className="w-32">
            {(field) => (
              <MoneyInput
                {...field}
                currency={currency}
                value={card.amount}
                onValue={(amount) => changeCard(index, { amount })}
                className="h-control-lg! text-lg font-semibold"
              />
            )}
          </Field>
          <Field label={t`Slip number`} optional={t`optional`} className="flex-1">
            {(field) => (
              <Input
                {...field}
                value={card.reference}
                maxLength={120}
                onChange={({ target }) => changeCard(index, { reference: target.value })}
                className="h-control-lg!"
              />
            )}
          </Field>
          {split.cards.length > 1 && (
            <IconButton
              icon={X}
              label={t`Without this card`}
              onClick={() => onSplit({ ...split, cards: split.cards.filter((_, at) => at !== index) })}
              className="mb-0.5"
            />
          )}
        </div>
      ))}
      <div>
        <Button
          look="quiet"
          size="sm"
          icon={Plus}
          onClick={() => onSplit({ ...split, cards: [...split.cards, { amount: '', reference: '' }] })}
        >
          {t`Another card`}
        </Button>
      </div>
      <div className="flex items-end gap-4">
        <output aria-label={t`Rest in cash`} className="w-32">
          <span className="block text-sm font-medium text-muted">{t`Rest in cash`}</span>
          <span className={cx('figures block text-2xl font-semibold', rest === null && 'text-bad')}>
            {rest === null ? t`too much` : money(rest)}
          </span>
        </output>
        <Field label={t`Handed over`} className="w-32">
          {(field) => (
            <MoneyInput
              {...field}
              currency={currency}
              value={split.tendered}
              placeholder={rest === null ? '' : formatMoney(rest, currency)}
              onValue={(tendered) => onSplit({ ...split, tendered })}
              className="h-control-lg! text-lg font-semibold"
            />
          )}
        </Field>
        <output aria-label={isMissing ? t`Missing` : t`Change`} className="min-w-0 flex-1 text-right">
          <span className={cx('block text-sm font-medium', isMissing ? 'text-bad' : 'text-muted')}>
            {isMissing ? t`Missing` : t`Change`}
          </span>
          <span className={cx('figures block truncate text-2xl font-semibold', isMissing && 'text-bad')}>
            {change === null ? '–' : money(Math.abs(change))}
          </span>
        </output>
      </div>
    </div>
  );
}
