import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { type Control, useController, useWatch } from 'react-hook-form';
import {
  createPrinter,
  deletePrinter,
  listPrinters,
  listPrintQueues,
  type PrinterOut,
  previewTestPage,
  updatePrinter,
} from '../../../src/shared/printing.ts';
import { type BodyOf } from '../../../src/shared/operation.ts';
import { Button } from '../../components/button.tsx';
import { Switch } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { NumberField, SelectField, TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { refresh, useAsk, useChange } from '../../lib/query.ts';
import { choosePrinter } from '../../lib/receipt-printer.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';

type Body = BodyOf<typeof createPrinter>;

interface PrinterValues {
  readonly name: string;
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly queue: string;
  readonly columns: string;
  readonly profile: string;
  readonly cutter: boolean;
  readonly nativeQr: boolean;
  readonly drawer: boolean;
  readonly autoPrint: string;
}

const FORM = 'printer-form';

const toBody = (values: PrinterValues): Body => ({
  name: values.name,
  transport: values.transport as Body['transport'],
  ...(values.transport === 'network' ? { host: values.host, port: values.port } : { queue: values.queue }),
  columns: Number(values.columns) as NonNullable<Body['columns']>,
  profile: values.profile as NonNullable<Body['profile']>,
  cutter: values.cutter,
  nativeQr: values.nativeQr,
  drawer: values.drawer,
  autoPrint: values.autoPrint as NonNullable<Body['autoPrint']>,
});

const valuesOf = (printer: PrinterOut | null): PrinterValues => ({
  name: printer?.name ?? '',
  transport: printer?.transport ?? 'network',
  host: printer?.host ?? '',
  port: printer === null ? 9100 : printer.port,
  queue: printer?.queue ?? '',
  columns: String(printer?.columns ?? 48),
  profile: printer?.profile ?? 'generic',
  cutter: printer?.cutter ?? true,
  nativeQr: printer?.nativeQr ?? true,
  drawer: printer?.drawer ?? false,
  autoPrint: printer?.autoPrint ?? 'receipt',
});

/** How a receipt printer is reached and what it can do. A new one becomes this till's. */
export function PrinterDialog({ printer, onClose }: { printer: PrinterOut | null; onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm({
    schema: createPrinter.body,
    defaults: useMemo(() => valuesOf(printer), [printer]),
    toBody,
    draft: printer === null ? { key: 'printer.new', version: '1' } : null,
  });
  const { control } = form;
  const transport = useWatch({ control, name: 'transport' });
  const remove = useChange(deletePrinter, {
    refreshes: [listPrinters],
    onDone: () => {
      toast.done(t`The printer is removed`);
      onClose();
    },
  });

  return (
    <Dialog
      open
      onClose={onClose}
      title={printer?.name ?? t`Add a printer`}
      footer={
        <>
          {printer !== null && (
            <Button
              look="quiet"
              className="mr-auto text-bad"
              busy={remove.isPending}
              onClick={() => remove.mutate({ params: { id: printer.id } })}
            >
              {t`Remove`}
            </Button>
          )}
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="grid grid-cols-2 gap-x-4 gap-y-3.5"
        onSubmit={submit(async (body) => {
          const idempotencyKey = newIdempotencyKey();
          const { transport: _transport, ...change } = body;
          const saved = await (printer === null
            ? call(createPrinter, { body, idempotencyKey })
            : call(updatePrinter, { params: { id: printer.id }, body: change, idempotencyKey }));
          await refresh(listPrinters, previewTestPage);
          if (printer === null) choosePrinter(saved.id);
          toast.done(t`Saved`);
          onClose();
        })}
      >
        <TextField control={control} name="name" label={t`Name`} placeholder={t`Counter`} autoFocus />
        <SelectField
          control={control}
          name="transport"
          label={t`Reached by`}
          disabled={printer !== null}
          options={[
            { value: 'network', label: t`Network address` },
            { value: 'queue', label: t`Raw queue of this machine` },
          ]}
        />
        {transport === 'network' ? (
          <>
            <TextField
              control={control}
              name="host"
              label={t`Address`}
              placeholder="192.168.1.50"
              hint={t`Its self test prints it: hold the feed button while switching it on.`}
            />
            <NumberField control={control} name="port" label={t`Port`} hint={t`9100 on nearly all printers.`} />
          </>
        ) : (
          <QueueField control={control} />
        )}
        <SelectField
          control={control}
          name="columns"
          label={t`Paper`}
          options={[
            { value: '48', label: t`80 mm`, note: t`48 characters` },
            { value: '42', label: t`80 mm, older`, note: t`42 characters` },
            { value: '32', label: t`58 mm`, note: t`32 characters` },
          ]}
        />
        <SelectField
          control={control}
          name="profile"
          label={t`Make`}
          hint={t`Which letters it has. All others are drawn.`}
          options={[
            { value: 'generic', label: t`Any ESC/POS printer` },
            { value: 'epson', label: 'Epson' },
            { value: 'bixolon', label: 'Bixolon' },
            { value: 'citizen', label: 'Citizen' },
            { value: 'star', label: t`Star, in ESC/POS mode` },
            { value: 'sunmi', label: 'Sunmi' },
            { value: 'xprinter', label: 'Xprinter' },
            { value: 'pos-5890', label: 'POS-5890' },
            { value: 'ascii', label: t`Draw all but plain letters` },
          ]}
        />
        <SelectField
          control={control}
          name="autoPrint"
          label={t`After each sale`}
          className="col-span-2"
          options={[
            { value: 'receipt', label: t`Print the receipt` },
            { value: 'tickets', label: t`Print the tickets` },
            { value: 'both', label: t`Print receipt and tickets` },
            { value: 'nothing', label: t`Print when asked` },
          ]}
        />
        <div className="col-span-2 flex flex-col gap-2.5 pt-1">
          <SwitchField
            control={control}
            name="drawer"
            label={t`A cash drawer hangs on it: open it before the receipt of a cash sale`}
          />
          <SwitchField control={control} name="cutter" label={t`It cuts the paper`} />
          <SwitchField
            control={control}
            name="nativeQr"
            label={t`It draws QR codes itself; switch off if they come out wrong`}
          />
        </div>
        <div className="col-span-2 empty:hidden">
          <ErrorNote error={failure ?? remove.error} />
        </div>
      </form>
    </Dialog>
  );
}

function QueueField({ control }: { control: Control<PrinterValues> }) {
  const { t } = useLingui();
  const queues = useAsk(listPrintQueues);
  const names = queues.data?.queues ?? [];
  const hint =
    names.length === 0 && queues.data !== undefined ? t`The system of this machine reports no queue.` : undefined;
  return (
    <SelectField
      control={control}
      name="queue"
      label={t`Queue`}
      className="col-span-2"
      {...(hint === undefined ? {} : { hint })}
      options={names.map((value) => ({ value, label: value }))}
    />
  );
}

function SwitchField({
  control,
  name,
  label,
}: {
  control: Control<PrinterValues>;
  name: 'drawer' | 'cutter' | 'nativeQr';
  label: string;
}) {
  const { field } = useController({ control, name });
  return (
    <Switch checked={field.value} onChecked={field.onChange}>
      {label}
    </Switch>
  );
}
