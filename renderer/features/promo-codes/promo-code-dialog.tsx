import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { type EventOut } from '../../../src/shared/events.ts';
import { createPromoCode, deletePromoCode, listPromoCodes, updatePromoCode } from '../../../src/shared/promo-codes.ts';
import { Button } from '../../components/button.tsx';
import { Switch } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { MoneyField, NumberField, PercentField, SelectField, TextField } from '../../components/form-fields.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { refresh, useChange } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { changeBody, EVERY_EVENT, newBody, type PromoValues, valuesOf } from './promo-code-values.ts';
import { type PromoCode } from './promo-code.ts';

interface PromoCodeDialogProps {
  /** Null for a new one. */
  readonly promo: PromoCode | null;
  readonly events: readonly EventOut[];
  readonly currency: string;
  readonly zone: string;
  readonly onClose: () => void;
}

const FORM = 'promo-form';

export function PromoCodeDialog({ promo, events, currency, zone, onClose }: PromoCodeDialogProps) {
  const { t } = useLingui();
  const toast = useToast();
  const isNew = promo === null;
  const { form, submit, failure } = useSchemaForm<
    PromoValues,
    typeof createPromoCode.body | typeof updatePromoCode.body
  >({
    schema: isNew ? createPromoCode.body : updatePromoCode.body,
    defaults: valuesOf(promo, zone),
    toBody: useMemo(() => (isNew ? newBody(zone) : changeBody(zone)), [isNew, zone]),
    draft: isNew ? { key: 'promo.new', version: '1' } : null,
  });
  const { control } = form;
  const kind = useWatch({ control, name: 'kind' });
  const remove = useChange(deletePromoCode, {
    refreshes: [listPromoCodes],
    onDone: () => {
      toast.done(t`The promo code is deleted`);
      onClose();
    },
  });

  const onSubmit = submit(async () => {
    const values = form.getValues();
    const idempotencyKey = newIdempotencyKey();
    await (isNew
      ? call(createPromoCode, { body: newBody(zone)(values), idempotencyKey })
      : call(updatePromoCode, { params: { id: promo.id }, body: changeBody(zone)(values), idempotencyKey }));
    void refresh(listPromoCodes);
    toast.done(t`Saved`);
    onClose();
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={isNew ? t`New promo code` : promo.code}
      footer={
        <>
          {promo?.used === 0 && (
            <Button
              look="quiet"
              className="mr-auto text-bad"
              busy={remove.isPending}
              onClick={() => remove.mutate({ params: { id: promo.id } })}
            >
              {t`Delete`}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={onSubmit} className="grid grid-cols-2 gap-x-4 gap-y-3.5">
        {isNew && (
          <>
            <TextField
              control={control}
              name="code"
              label={t`Code`}
              placeholder="SUMMER20"
              autoFocus
              className="col-span-2"
            />
            <div>
              <span className="mb-1 block text-sm font-medium">{t`Takes off`}</span>
              <Controller
                control={control}
                name="kind"
                render={({ field }) => (
                  <Segmented
                    label={t`Takes off`}
                    value={field.value}
                    onValue={field.onChange}
                    options={[
                      { value: 'percent', label: t`Percentage` },
                      { value: 'amount', label: t`Amount` },
                    ]}
                  />
                )}
              />
            </div>
            {kind === 'percent' ? (
              <PercentField control={control} name="percent" label={t`Percentage`} />
            ) : (
              <MoneyField control={control} name="amount" label={t`Amount`} currency={currency} />
            )}
          </>
        )}
        <NumberField control={control} name="quota" label={t`Orders that may use it`} placeholder={t`no limit`} />
        <SelectField
          control={control}
          name="eventId"
          label={t`Event`}
          options={[
            { value: EVERY_EVENT, label: t`Every event` },
            ...events.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <TextField control={control} name="from" label={t`Valid from`} optional={t`optional`} type="datetime-local" />
        <TextField control={control} name="until" label={t`Valid until`} optional={t`optional`} type="datetime-local" />
        {!isNew && (
          <Controller
            control={control}
            name="active"
            render={({ field }) => (
              <Switch checked={field.value} onChecked={field.onChange}>
                {t`May be used`}
              </Switch>
            )}
          />
        )}
        <div className="col-span-2">
          <ErrorNote error={failure ?? remove.error} />
        </div>
      </form>
    </Dialog>
  );
}
