import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { listConflicts, resolveConflict } from '../../../src/shared/devices.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Sheet } from '../../components/dialog.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { type Conflict } from './conflict.ts';
import { useConflictWords } from './conflict-words.ts';

const FORM = 'conflict-form';
const asTyped = (values: { note: string }) => values;

/** One conflict: what the scanner did, what the ledger has, and what was done about it. */
export function ConflictSheet({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const words = useConflictWords();
  const { form, submit, failure } = useSchemaForm({
    schema: resolveConflict.body,
    defaults: { note: '' },
    toBody: asTyped,
    draft: { key: `conflict.${conflict.id}`, version: '1' },
  });
  const isOpen = conflict.resolvedAt === null;
  const facts = [
    [t`Guest`, conflict.holderName],
    [t`Tier`, conflict.tierName],
    [t`Scanned`, format.longDateTime(conflict.scannedAt)],
    [t`Gate`, conflict.gate],
    [t`Sent in`, format.longDateTime(conflict.arrivedAt)],
    [t`In the ledger since`, conflict.admittedAt === null ? null : format.longDateTime(conflict.admittedAt)],
    [t`Settled by`, conflict.resolvedBy],
    [t`Note`, conflict.note],
  ] as const;
  return (
    <Sheet
      open
      onClose={onClose}
      title={conflict.holderName ?? t`No name`}
      description={words(conflict)}
      footer={
        isOpen ? (
          <Button type="submit" form={FORM} look="primary" busy={form.formState.isSubmitting}>
            {t`Settle it`}
          </Button>
        ) : undefined
      }
    >
      <dl className="grid grid-cols-[9rem_1fr] gap-y-1.5">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="select-text">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {conflict.orderNumber !== null && (
        <Link
          to="/orders/$orderId"
          params={{ orderId: conflict.orderNumber }}
          className={`${buttonClass('normal', 'sm')} mt-4`}
        >
          {t`Open the order`}
        </Link>
      )}
      {isOpen && (
        <form
          id={FORM}
          noValidate
          className="mt-5 flex flex-col gap-3"
          onSubmit={submit(async (body) => {
            await call(resolveConflict, { params: { id: conflict.id }, body, idempotencyKey: newIdempotencyKey() });
            void refresh(listConflicts);
            toast.done(t`Settled`);
            onClose();
          })}
        >
          <TextField
            control={form.control}
            name="note"
            label={t`What was done about it`}
            hint={t`Kept with your name.`}
            autoFocus
          />
          <ErrorNote error={failure} />
        </form>
      )}
    </Sheet>
  );
}
