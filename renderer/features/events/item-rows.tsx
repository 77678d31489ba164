import { useLingui } from '@lingui/react/macro';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode } from 'react';
import { type Control, useFieldArray, useFormState, useWatch } from 'react-hook-form';
import { Button, IconButton } from '../../components/button.tsx';
import { MoneyField, NumberField, PercentField, TextField } from '../../components/form-fields.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Panel } from '../../components/panel.tsx';
import { type EventValues, type ItemValues, type TierValues } from './event-values.ts';

const grid = 'grid grid-cols-[minmax(0,1fr)_8.5rem_7rem_6rem_2.25rem_2.25rem] items-start gap-x-2.5';

interface ItemRowsProps {
  readonly control: Control<EventValues>;
  readonly currency: string;
  readonly readOnly: boolean;
  readonly title: string;
  readonly add: string;
  readonly remove: (name: string) => string;
  readonly headings: readonly [string, string, string, string];
  readonly name: 'tiers' | 'addOns';
  /** What a new row begins as. */
  readonly fresh: ItemValues | TierValues;
  readonly least: number;
  readonly isKept: (id: string) => boolean;
  readonly keptHint: (id: string) => string;
  readonly placesHint?: string;
  /** A button for what a row has beyond. */
  readonly rules?: (index: number) => ReactNode;
  readonly foot: ReactNode;
}

/** Rows of tiers or of add-ons, written like a table. */
export function ItemRows(props: ItemRowsProps) {
  const { title, add, remove, headings, control, currency, name, fresh, least, readOnly, foot } = props;
  const { isKept, keptHint, placesHint, rules } = props;
  const { t } = useLingui();
  const { fields, append, insert, remove: removeAt } = useFieldArray({ control, name, keyName: 'key' });
  const { errors } = useFormState({ control, name });
  const values = useWatch({ control, name });

  /** Enter would send the form from the middle of a list that is still being written; it begins the next row instead. */
  const rowAfter = (index: number) => () =>
    insert(index + 1, fresh, { shouldFocus: true, focusName: `${name}.${index + 1}.name` });

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
              onClick={() => append(fresh, { focusName: `${name}.${fields.length}.name` })}
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
                <span>{rules?.(index)}</span>
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
