import { useLingui } from '@lingui/react/macro';
import { listAffiliates, listPayouts, recordPayout } from '../../../src/shared/affiliates.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { MoneyField, TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { type Affiliate } from './affiliate.ts';

interface Values {
  readonly amount: string;
  readonly note: string;
}

const FORM = 'payout-form';
const asTyped = (values: Values): Values => values;

/** Writes down what an affiliate was paid; all that is owed unless told. */
export function PayoutDialog({ affiliate, onClose }: { affiliate: Affiliate; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm<Values, typeof recordPayout.body>({
    schema: recordPayout.body,
    defaults: { amount: affiliate.balance, note: '' },
    toBody: asTyped,
  });
  const { control } = form;
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={t`Payout to ${affiliate.name}`}
      description={t`${format.money(affiliate.balance, affiliate.currency)} is owed. The money itself goes its own way; this writes it down.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Record`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-3.5"
        onSubmit={submit(async (body) => {
          await call(recordPayout, { params: { id: affiliate.id }, body, idempotencyKey: newIdempotencyKey() });
          void refresh(listAffiliates, listPayouts);
          toast.done(t`The payout is recorded`);
          onClose();
        })}
      >
        <MoneyField control={control} name="amount" label={t`Amount`} currency={affiliate.currency} autoFocus />
        <TextField control={control} name="note" label={t`Note`} optional={t`optional`} />
        <ErrorNote error={failure} />
      </form>
    </Dialog>
  );
}
