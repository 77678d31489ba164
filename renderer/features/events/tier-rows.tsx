import { useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode } from 'react';
import { type Control, useFieldArray, useFormState, useWatch } from 'react-hook-form';
import { Button, IconButton } from '../../components/button.tsx';
import { MoneyField, NumberField, PercentField, TextField } from '../../components/form-fields.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Panel } from '../../components/panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { type EventValues, NEW_TIER } from './event-values.ts';

interface RowsProps {
  readonly control: Control<EventValues>;
  readonly currency: string;
  readonly readOnly: boolean;
}

const grid = 'grid grid-cols-[minmax(0,1fr)_8.5rem_7rem_6rem_2.25rem] items-start gap-2.5';

export function TierRows({
  control,
  currency,
  soldByTier,
  readOnly,
}: RowsProps & { soldByTier: ReadonlyMap<string, number> }) {
  const { t } = useLingui();
  const format = useFormat();
  const capacity = useWatch({ control, name: 'totalCapacity' });
  const tiers = useWatch({ control, name: 'tiers' });
  const places = tiers.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  return (
    <Rows
      title={t`Tiers`}
      add={t`Add a tier`}
      remove={(name) => (name === '' ? t`Remove this tier` : t`Remove ${name}`)}
      headings={[t`Name`, t`Price`, t`Places`, t`Tax in it`]}
      control={control}
      currency={currency}
      name="tiers"
      least={1}
      isKept={(id) => (soldByTier.get(id) ?? 0) > 0}
      keptHint={(id) => t`${format.number(soldByTier.get(id) ?? 0)} sold: this tier stays.`}
      placesHint={undefined}
      readOnly={readOnly}
      foot={
        capacity !== null &&
        places > 0 && (
          <p className="text-sm text-muted">
            {places === capacity
              ? t`The tiers fill the capacity exactly.`
              : places < capacity
                ? t`${format.number(capacity - places)} places of the capacity are in no tier.`
                : t`${format.number(places - capacity)} more places than the capacity: the last ones go to whoever comes first.`}
          </p>
        )
      }
    />
  );
}

export function AddOnRows({ control, currency, readOnly }: RowsProps) {
  const { t } = useLingui();
  return (
    <Rows
      title={t`Add-ons`}
      add={t`Add an add-on`}
      remove={(name) => (name === '' ? t`Remove this add-on` : t`Remove ${name}`)}
      headings={[t`Name`, t`Price`, t`Stock`, t`Tax in it`]}
      control={control}
      currency={currency}
      name="addOns"
      least={0}
      isKept={() => false}
      keptHint={() => ''}
      placesHint={t`no limit`}
      readOnly={readOnly}
      foot={null}
    />
  );
}

interface AllRowsProps extends RowsProps {
  readonly title: string;
  readonly add: string;
  readonly remove: (name: string) => string;
  readonly headings: readonly [string, string, string, string];
  readonly name: 'tiers' | 'addOns';
  readonly least: number;
  readonly isKept: (id: string) => boolean;
  readonly keptHint: (id: string) => string;
  readonly placesHint: string | undefined;
  readonly foot: ReactNode;
}

function Rows(props: AllRowsProps) {
  const { title, add, remove, headings, control, currency, name, least, isKept, keptHint, placesHint, readOnly, foot } =
    props;
  const { t } = useLingui();
  const { fields, append, insert, remove: removeAt } = useFieldArray({ control, name, keyName: 'key' });
  const { errors } = useFormState({ control, name });
  const values = useWatch({ control, name });

  /** Enter would send the form from the middle of a list that is still being written; it begins the next row instead. */
  const rowAfter = (index: number) => () =>
    insert(index + 1, NEW_TIER, { shouldFocus: true, focusName: `${name}.${index + 1}.name` });

  return (
    <Panel
      title={title}
      actions={
        !readOnly && (
          <>
            {fields.length > 0 && (
              <span className="flex items-center gap-1.5 text-sm text-muted">
                <Kbd keys="enter" />
                {t`adds a row`}
              </span>
            )}
            <Button
              size="sm"
              look="quiet"
              icon={Plus}
              onClick={() => append(NEW_TIER, { focusName: `${name}.${fields.length}.name` })}
            >
              {add}
            </Button>
          </>
        )
      }
    >
      {fields.length > 0 && (
        <div className="flex flex-col gap-2 p-4">
          <div aria-hidden className={`${grid} text-sm font-medium`}>
            {headings.map((heading, index) => (
              <span key={heading} className={index > 0 ? 'text-right' : ''}>
                {heading}
              </span>
            ))}
          </div>
          {fields.map((field, index) => {
            const id = values[index]?.id;
            const kept = id !== undefined && isKept(id);
            const label = values[index]?.name ?? '';
            const onEnter = rowAfter(index);
            return (
              <div key={field.key} role="group" aria-label={t`${title}, row ${index + 1}`} className={grid}>
                <TextField
                  bare
                  control={control}
                  name={`${name}.${index}.name`}
                  label={headings[0]}
                  onEnter={onEnter}
                />
                <MoneyField
                  bare
                  control={control}
                  name={`${name}.${index}.price`}
                  label={headings[1]}
                  onEnter={onEnter}
                  currency={currency}
                />
                <NumberField
                  bare
                  control={control}
                  name={`${name}.${index}.quantity`}
                  label={headings[2]}
                  onEnter={onEnter}
                  {...(placesHint === undefined ? {} : { placeholder: placesHint })}
                />
                <PercentField
                  bare
                  control={control}
                  name={`${name}.${index}.taxRate`}
                  label={headings[3]}
                  onEnter={onEnter}
                  placeholder={t`default`}
                />
                {!readOnly && (
                  <IconButton
                    icon={Trash2}
                    label={kept ? keptHint(id) : remove(label)}
                    disabled={kept || fields.length <= least}
                    onClick={() => removeAt(index)}
                    className="text-muted"
                  />
                )}
              </div>
            );
          })}
          {errors[name]?.root?.message !== undefined && <p className="text-sm text-bad">{errors[name].root.message}</p>}
          {foot}
        </div>
      )}
    </Panel>
  );
}
