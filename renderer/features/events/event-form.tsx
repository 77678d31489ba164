import { useLingui } from '@lingui/react/macro';
import { type Control, useWatch } from 'react-hook-form';
import { currencySchema } from '../../../src/shared/money.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type listVenues } from '../../../src/shared/venues.ts';
import { Button } from '../../components/button.tsx';
import { NumberField, SelectField, TextAreaField, TextField } from '../../components/form-fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { AddOnRows, TierRows } from './tier-rows.tsx';
import { type EventValues, placesIn } from './event-values.ts';

export const FORM_ID = 'event-form';

/** As if the save button had been pressed. */
export function requestSubmit(): void {
  const form = document.getElementById(FORM_ID);
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

interface EventFormProps {
  readonly control: Control<EventValues>;
  readonly venues: AnswerOf<typeof listVenues>;
  readonly onSubmit: React.SubmitEventHandler<HTMLFormElement>;
  readonly failure: unknown;
  readonly restored: boolean;
  readonly onDiscard: () => void;
  /** What was sold keeps its currency, and its tier. */
  readonly soldByTier?: ReadonlyMap<string, number>;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean;
}

/** An event's details, tiers and add-ons. Ctrl+S saves from anywhere; Enter in a row of tiers begins the next. */
export function EventForm(props: EventFormProps) {
  const {
    control,
    venues,
    onSubmit,
    failure,
    restored,
    onDiscard,
    soldByTier = new Map(),
    readOnly = false,
    autoFocus = false,
  } = props;
  const { t } = useLingui();
  const format = useFormat();
  const typedCurrency = useWatch({ control, name: 'currency' });
  // Half a code has no sign and no digits yet.
  const currency = currencySchema.safeParse(typedCurrency.trim().toUpperCase()).data ?? 'EUR';
  const venueId = useWatch({ control, name: 'venueId' });
  const zone = venues.find(({ id }) => id === venueId)?.timeZone;
  const capacity = useWatch({ control, name: 'totalCapacity' });
  const places = placesIn(useWatch({ control, name: 'tiers' }));
  const venueOptions =
    venues.length === 0
      ? [{ value: '', label: t`The default venue` }]
      : venues.map(({ id, name, city }) => ({ value: id, label: name, ...(city ? { note: city } : {}) }));
  const hasSold = [...soldByTier.values()].some((sold) => sold > 0);

  return (
    <form id={FORM_ID} noValidate onSubmit={onSubmit}>
      <fieldset disabled={readOnly} className="flex flex-col gap-4">
        {restored && (
          <p className="flex items-center gap-3 rounded-md bg-note-soft px-3 py-1.5 text-base text-note">
            {t`What you typed before is back. It is not saved yet.`}
            <Button size="sm" look="quiet" onClick={onDiscard} className="ml-auto text-note">
              {t`Discard it`}
            </Button>
          </p>
        )}
        <ErrorNote error={failure} />
        <Panel title={t`Details`}>
          <div className="grid grid-cols-12 gap-x-4 gap-y-3.5 p-4">
            <TextField control={control} name="title" label={t`Title`} className="col-span-12" autoFocus={autoFocus} />
            <TextField control={control} name="date" label={t`Date`} type="date" className="col-span-4" />
            <TextField control={control} name="startTime" label={t`Begins`} type="time" className="col-span-4" />
            <TextField
              control={control}
              name="endTime"
              label={t`Ends`}
              optional={t`optional`}
              type="time"
              className="col-span-4"
            />
            <SelectField
              control={control}
              name="venueId"
              label={t`Venue`}
              options={venueOptions}
              hint={zone && t`Times are those of ${zone}.`}
              className="col-span-6"
            />
            <NumberField
              control={control}
              name="totalCapacity"
              label={t`Capacity`}
              optional={t`optional`}
              placeholder={places === 0 ? '' : format.number(places)}
              hint={capacity === null ? t`As many as the tiers have places.` : t`Never more, whatever the tiers say.`}
              className="col-span-3"
            />
            <TextField
              control={control}
              name="currency"
              label={t`Currency`}
              disabled={hasSold}
              className="col-span-3"
            />
            <TextAreaField
              control={control}
              name="description"
              label={t`Description`}
              optional={t`optional`}
              rows={2}
              className="col-span-12"
            />
          </div>
        </Panel>
        <TierRows control={control} currency={currency} soldByTier={soldByTier} readOnly={readOnly} />
        <AddOnRows control={control} currency={currency} readOnly={readOnly} />
      </fieldset>
    </form>
  );
}
