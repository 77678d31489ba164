import { useLingui } from '@lingui/react/macro';
import type { Minor } from '../../../src/shared/money.ts';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { SplitFields } from '../../components/split-fields.tsx';
import { CashFields } from './cash-fields.tsx';
import { changeDraft, useDraft } from './draft.ts';

interface PaymentFieldsProps {
  readonly total: Minor;
  readonly currency: string;
  /** What keeps the sale from being made, said at its field once it was tried. */
  readonly missingReason: boolean;
}

/** What each way of paying needs to know. */
export function PaymentFields({ total, currency, missingReason }: PaymentFieldsProps) {
  const { t } = useLingui();
  const { method, reference, reason, split } = useDraft();
  switch (method) {
    case 'cash':
      return <CashFields total={total} currency={currency} />;
    case 'split':
      return (
        <SplitFields total={total} currency={currency} split={split} onSplit={(next) => changeDraft({ split: next })} />
      );
    case 'card':
      return (
        <Field
          label={t`Slip number of the card terminal`}
          optional={t`optional`}
          hint={t`Take the card first, then note its slip here.`}
        >
          {(field) => (
            <Input
              {...field}
              value={reference}
              maxLength={120}
              onChange={({ target }) => changeDraft({ reference: target.value })}
            />
          )}
        </Field>
      );
    case 'comp':
      return (
        <Field
          label={t`Why they are given away`}
          hint={t`Guest list, press, apology: it stands in the reports.`}
          error={missingReason && reason.trim() === '' ? t`Say why.` : undefined}
        >
          {(field) => (
            <Input
              {...field}
              value={reason}
              maxLength={300}
              onChange={({ target }) => changeDraft({ reason: target.value })}
            />
          )}
        </Field>
      );
    case 'hold':
      return (
        <p className="text-base text-muted">
          {t`The places are kept for 15 minutes. The money is taken later, under Orders; until then the tickets do not open the door.`}
        </p>
      );
  }
}
