import { type KeyboardEvent, type ReactNode } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import { Field } from './field.tsx';
import { Affixed, Input, TextArea } from './input.tsx';
import { MoneyInput } from './money-input.tsx';
import { NumberInput } from './number-input.tsx';
import { Select } from './select.tsx';

/** A field of a form by its path: the label, the input and what the schema or the server says about it. */
interface FormFieldProps<Values extends FieldValues> {
  readonly control: Control<Values>;
  readonly name: FieldPath<Values>;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: ReactNode;
  readonly bare?: boolean;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  /** Enter does this instead of sending the form. */
  readonly onEnter?: () => void;
}

function useField<Values extends FieldValues>({ control, name }: FormFieldProps<Values>) {
  const { field, fieldState } = useController({ control, name });
  const value: unknown = field.value;
  return {
    field,
    text: typeof value === 'string' ? value : '',
    number: typeof value === 'number' ? value : null,
    error: fieldState.error?.message,
  };
}

const onEnterKey = (onEnter: (() => void) | undefined) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || !onEnter) return;
  event.preventDefault();
  onEnter();
};

/** What Field wants of the props; an absent prop stays absent. */
function frame<Values extends FieldValues>({ label, hint, optional, bare, className }: FormFieldProps<Values>) {
  return {
    label,
    hint,
    optional,
    ...(bare === undefined ? {} : { bare }),
    ...(className === undefined ? {} : { className }),
  };
}

interface TextProps<Values extends FieldValues> extends FormFieldProps<Values> {
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'time' | 'url' | 'datetime-local';
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly list?: string;
}

export function TextField<Values extends FieldValues>(props: TextProps<Values>) {
  const { field, text, error } = useField(props);
  const { type = 'text', autoComplete, placeholder, list, autoFocus, disabled } = props;
  return (
    <Field {...frame(props)} error={error}>
      {(ids) => (
        <Input
          {...ids}
          {...field}
          value={text}
          type={type}
          onKeyDown={onEnterKey(props.onEnter)}
          autoComplete={autoComplete ?? 'off'}
          placeholder={placeholder}
          list={list}
          autoFocus={autoFocus}
          disabled={disabled}
        />
      )}
    </Field>
  );
}

export function TextAreaField<Values extends FieldValues>(props: FormFieldProps<Values> & { readonly rows?: number }) {
  const { field, text, error } = useField(props);
  return (
    <Field {...frame(props)} error={error}>
      {(ids) => <TextArea {...ids} {...field} value={text} rows={props.rows ?? 3} />}
    </Field>
  );
}

export function NumberField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { readonly placeholder?: string },
) {
  const { field, number, error } = useField(props);
  const { onChange, value: _value, ...rest } = field;
  return (
    <Field {...frame(props)} error={error}>
      {(ids) => (
        <NumberInput
          {...ids}
          {...rest}
          value={number}
          onEnter={props.onEnter}
          onValue={onChange}
          placeholder={props.placeholder}
          disabled={props.disabled}
          autoFocus={props.autoFocus}
        />
      )}
    </Field>
  );
}

export function MoneyField<Values extends FieldValues>(props: FormFieldProps<Values> & { readonly currency: string }) {
  const { field, text, error } = useField(props);
  const { onChange, value: _value, ...rest } = field;
  return (
    <Field {...frame(props)} error={error}>
      {(ids) => (
        <MoneyInput
          {...ids}
          {...rest}
          currency={props.currency}
          onKeyDown={onEnterKey(props.onEnter)}
          value={text}
          onValue={onChange}
          disabled={props.disabled}
          autoFocus={props.autoFocus}
        />
      )}
    </Field>
  );
}

/** A percentage as typed, "21" or "5,5": the form keeps the text, `typedPercent` makes it a number. */
export function PercentField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { readonly placeholder?: string },
) {
  const { field, text, error } = useField(props);
  return (
    <Field {...frame(props)} error={error}>
      {(ids) => (
        <Affixed after="%">
          <Input
            {...ids}
            {...field}
            value={text}
            onKeyDown={onEnterKey(props.onEnter)}
            inputMode="decimal"
            placeholder={props.placeholder}
            disabled={props.disabled}
            className="figures pr-7 text-right"
          />
        </Affixed>
      )}
    </Field>
  );
}

/** The number that was meant; NaN, which no schema takes, where it was none. */
export const typedPercent = (typed: string): number => Number(typed.trim().replace(',', '.'));

interface SelectFieldProps<Values extends FieldValues> extends FormFieldProps<Values> {
  readonly options: readonly { readonly value: string; readonly label: string; readonly note?: string }[];
}

export function SelectField<Values extends FieldValues>(props: SelectFieldProps<Values>) {
  const { field, text, error } = useField(props);
  return (
    <Field {...frame(props)} error={error}>
      {(ids) => (
        <Select
          {...ids}
          value={text}
          onValue={field.onChange}
          options={props.options}
          disabled={props.disabled ?? false}
        />
      )}
    </Field>
  );
}
