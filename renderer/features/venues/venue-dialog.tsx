import { useLingui } from '@lingui/react/macro';
import { createVenue, deleteVenue, listVenues, updateVenue } from '../../../src/shared/venues.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { ZoneList } from '../../components/zone-list.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { refresh, useChange } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { type Venue } from './venue.ts';

interface VenueValues {
  readonly name: string;
  readonly city: string;
  readonly address: string;
  readonly timeZone: string;
}

const FORM = 'venue-form';

const orNone = (line: string): string | null => (line.trim() === '' ? null : line);

const toBody = (values: VenueValues) => ({
  name: values.name,
  city: orNone(values.city),
  address: orNone(values.address),
  timeZone: values.timeZone,
});

export function VenueDialog({ venue, onClose }: { venue: Venue | null; onClose: () => void }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure } = useSchemaForm({
    schema: createVenue.body,
    defaults: {
      name: venue?.name ?? '',
      city: venue?.city ?? '',
      address: venue?.address ?? '',
      timeZone: venue?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    toBody,
    draft: venue === null ? { key: 'venue.new', version: '1' } : null,
  });
  const { control } = form;
  const remove = useChange(deleteVenue, {
    refreshes: [listVenues],
    onDone: () => {
      toast.done(t`The venue is deleted`);
      onClose();
    },
  });
  const isDeletable = venue !== null && !venue.isDefault;

  return (
    <Dialog
      open
      onClose={onClose}
      title={venue?.name ?? t`New venue`}
      footer={
        <>
          {isDeletable && (
            <Button
              look="quiet"
              className="mr-auto text-bad"
              busy={remove.isPending}
              onClick={() => remove.mutate({ params: { id: venue.id } })}
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
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-3.5"
        onSubmit={submit(async (body) => {
          const idempotencyKey = newIdempotencyKey();
          await (venue === null
            ? call(createVenue, { body, idempotencyKey })
            : call(updateVenue, { params: { id: venue.id }, body: toBody(form.getValues()), idempotencyKey }));
          void refresh(listVenues);
          toast.done(t`Saved`);
          onClose();
        })}
      >
        <TextField control={control} name="name" label={t`Name`} autoFocus />
        <TextField control={control} name="city" label={t`City`} optional={t`optional`} />
        <TextField control={control} name="address" label={t`Address`} optional={t`optional`} />
        <TextField
          control={control}
          name="timeZone"
          label={t`Time zone`}
          list="time-zones"
          hint={t`Events here begin and end on this zone's clock.`}
        />
        <ZoneList id="time-zones" />
        <ErrorNote error={failure ?? remove.error} />
      </form>
    </Dialog>
  );
}
