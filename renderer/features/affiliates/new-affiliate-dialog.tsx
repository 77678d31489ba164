import { useLingui } from '@lingui/react/macro';
import { createAffiliate, listAffiliates } from '../../../src/shared/affiliates.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { PercentField, TextField, typedPercent } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { type Affiliate } from './affiliate.ts';

interface NewAffiliateDialogProps {
  readonly onClose: () => void;
  readonly onMade: (affiliate: Affiliate) => void;
}

interface Values {
  readonly name: string;
  readonly email: string;
  readonly code: string;
  readonly commissionRate: string;
}

const EMPTY: Values = { name: '', email: '', code: '', commissionRate: '10' };
const FORM = 'affiliate-form';

const bodyOf = ({ name, email, code, commissionRate }: Values) => ({
  name,
  email: email.trim(),
  ...(code.trim() === '' ? {} : { code }),
  commissionRate: typedPercent(commissionRate),
});

export function NewAffiliateDialog({ onClose, onMade }: NewAffiliateDialogProps) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm<Values, typeof createAffiliate.body>({
    schema: createAffiliate.body,
    defaults: EMPTY,
    toBody: bodyOf,
    draft: { key: 'affiliate.new', version: '1' },
  });
  const { control } = form;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`New affiliate`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Register`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid grid-cols-2 gap-x-4 gap-y-3.5"
        onSubmit={submit(async (body) => {
          const made = await call(createAffiliate, { body, idempotencyKey: newIdempotencyKey() });
          void refresh(listAffiliates);
          toast.done(t`${made.name} is registered`);
          onMade(made);
        })}
      >
        <TextField control={control} name="name" label={t`Name`} autoFocus className="col-span-2" />
        <TextField control={control} name="email" label={t`E-mail`} type="email" className="col-span-2" />
        <TextField
          control={control}
          name="code"
          label={t`Code`}
          optional={t`optional`}
          hint={t`Made from the name if left empty.`}
        />
        <PercentField control={control} name="commissionRate" label={t`Percentage of the sales`} />
        <div className="col-span-2">
          <ErrorNote error={failure} />
        </div>
      </form>
    </Dialog>
  );
}
