import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { welcome } from '../../../src/shared/auth.ts';
import { type AnswerOf, type BodyOf } from '../../../src/shared/operation.ts';
import { getSettings, updateSettings } from '../../../src/shared/settings.ts';
import { listVenues } from '../../../src/shared/venues.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import {
  MoneyField,
  NumberField,
  PercentField,
  SelectField,
  TextField,
  typedPercent,
} from '../../components/form-fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { ask, queryClient, refresh, useAsk } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { ThisMachine } from './this-machine.tsx';

type Settings = AnswerOf<typeof getSettings>;

interface SettingsValues {
  readonly organization: string;
  readonly currency: string;
  readonly defaultVenueId: string;
  readonly publicUrl: string;
  readonly taxId: string;
  readonly taxRate: string;
  readonly receiptPrefix: string;
  readonly staffRefundLimit: string;
  readonly staffCompLimit: number | null;
  readonly requireTill: string;
  readonly lockAfterMinutes: number | null;
}

const valuesOf = (settings: Settings): SettingsValues => ({
  ...settings,
  publicUrl: settings.publicUrl ?? '',
  taxId: settings.taxId ?? '',
  taxRate: String(settings.taxRate),
  staffRefundLimit: settings.staffRefundLimit ?? '',
  requireTill: settings.requireTill ? 'yes' : 'no',
});

const orNone = (line: string): string | null => (line.trim() === '' ? null : line.trim());

const toBody = (values: SettingsValues): BodyOf<typeof updateSettings> => ({
  organization: values.organization,
  currency: values.currency.trim().toUpperCase(),
  ...(values.defaultVenueId === '' ? {} : { defaultVenueId: values.defaultVenueId }),
  publicUrl: orNone(values.publicUrl),
  taxId: orNone(values.taxId),
  taxRate: typedPercent(values.taxRate),
  receiptPrefix: values.receiptPrefix.trim(),
  staffRefundLimit: orNone(values.staffRefundLimit),
  // Emptied, it is missing: the schema says so at its field.
  staffCompLimit: values.staffCompLimit ?? NaN,
  requireTill: values.requireTill === 'yes',
  lockAfterMinutes: values.lockAfterMinutes ?? NaN,
});

const FORM = 'settings-form';

export function SettingsScreen() {
  const { t } = useLingui();
  const settings = useAsk(getSettings);
  const venues = useAsk(listVenues, { query: { pageSize: 200 } });
  if (settings.data !== undefined && venues.data !== undefined)
    return <SettingsForm settings={settings.data} venues={venues.data} />;
  const error = settings.error ?? venues.error;
  return (
    <Screen title={t`Settings`}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refresh(getSettings, listVenues)} />
      ) : (
        <SkeletonLines count={6} />
      )}
    </Screen>
  );
}

function SettingsForm({ settings, venues }: { settings: Settings; venues: AnswerOf<typeof listVenues> }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure, discard } = useSchemaForm({
    schema: updateSettings.body,
    defaults: useMemo(() => valuesOf(settings), [settings]),
    toBody,
    draft: { key: 'settings', version: JSON.stringify(settings) },
  });
  const { control } = form;
  const { isDirty, isSubmitting } = form.formState;
  const venueOptions =
    venues.length === 0
      ? [{ value: '', label: t`Comes with the first event` }]
      : venues.map(({ id, name, timeZone }) => ({ value: id, label: name, note: timeZone }));
  const save = submit(async (body) => {
    const saved = await call(updateSettings, { body, idempotencyKey: newIdempotencyKey() });
    queryClient.setQueryData(ask(getSettings).queryKey, saved);
    form.reset(valuesOf(saved));
    void refresh(welcome, listVenues);
    toast.done(t`Saved`);
  });
  useShortcut('mod+s', () => document.querySelector<HTMLFormElement>(`#${FORM}`)?.requestSubmit(), {
    label: t`Save`,
    group: t`Settings`,
  });

  return (
    <Screen
      title={t`Settings`}
      actions={
        <>
          {isDirty && <Button look="quiet" onClick={discard}>{t`Discard`}</Button>}
          <Button type="submit" form={FORM} look="primary" busy={isSubmitting} disabled={!isDirty}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <ScreenBody>
        <form id={FORM} noValidate onSubmit={save} className="flex flex-col gap-4">
          <ErrorNote error={failure} />
          <Panel title={t`House`}>
            <div className="grid grid-cols-2 gap-x-4 gap-y-3.5 p-4">
              <TextField
                control={control}
                name="organization"
                label={t`Organization`}
                hint={t`Stands on tickets and receipts.`}
              />
              <SelectField
                control={control}
                name="defaultVenueId"
                label={t`Default venue`}
                options={venueOptions}
                hint={t`Its time zone is the one of the day's orders.`}
              />
              <TextField
                control={control}
                name="currency"
                label={t`Currency`}
                hint={t`For new events. Those that exist keep theirs.`}
              />
              <TextField
                control={control}
                name="publicUrl"
                label={t`Public address`}
                optional={t`optional`}
                placeholder="https://tickets.example.com"
                hint={t`Where guests reach this box office from outside.`}
              />
            </div>
          </Panel>
          <Panel title={t`Tax and receipts`}>
            <div className="grid grid-cols-3 gap-x-4 gap-y-3.5 p-4">
              <TextField
                control={control}
                name="taxId"
                label={t`Tax id`}
                optional={t`optional`}
                hint={t`Stands on every receipt.`}
              />
              <PercentField
                control={control}
                name="taxRate"
                label={t`Tax in prices`}
                hint={t`Unless a tier says otherwise.`}
              />
              <TextField
                control={control}
                name="receiptPrefix"
                label={t`Receipt prefix`}
                hint={t`Before the running number.`}
              />
            </div>
          </Panel>
          <Panel title={t`Limits for staff`}>
            <div className="grid grid-cols-2 gap-x-4 gap-y-3.5 p-4">
              <MoneyField
                control={control}
                name="staffRefundLimit"
                currency={settings.currency}
                label={t`Most that staff may refund at once`}
                hint={t`Empty means without limit.`}
              />
              <NumberField
                control={control}
                name="staffCompLimit"
                label={t`Most tickets that staff may give away in an order`}
                hint={t`0 leaves comps to managers.`}
              />
            </div>
          </Panel>
          <Panel title={t`Mail and tickets`}>
            <div className="flex gap-2 p-4">
              <Link to="/settings/mail" className={buttonClass()}>{t`Mail server`}</Link>
              <Link to="/settings/branding" className={buttonClass()}>{t`Look of the tickets`}</Link>
              <Link to="/mail" className={buttonClass('quiet')}>{t`Outbox`}</Link>
            </div>
          </Panel>
          <Panel title={t`Tills`}>
            <div className="grid grid-cols-2 gap-x-4 gap-y-3.5 p-4">
              <SelectField
                control={control}
                name="requireTill"
                label={t`Money is taken`}
                options={[
                  { value: 'no', label: t`With or without an open till` },
                  { value: 'yes', label: t`Only at an open till` },
                ]}
                hint={t`At an open till the cash is counted at the end.`}
              />
              <NumberField
                control={control}
                name="lockAfterMinutes"
                label={t`Lock after so many minutes without a key`}
                hint={t`0 never locks. A PIN opens it again.`}
              />
            </div>
          </Panel>
          <ThisMachine />
        </form>
      </ScreenBody>
    </Screen>
  );
}
