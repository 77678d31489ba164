import { toNestErrors } from '@hookform/resolvers';
import { useLingui } from '@lingui/react';
import { type SubmitEvent, useMemo, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type Resolver,
  useForm,
  type UseFormReturn,
} from 'react-hook-form';
import { type z } from 'zod';
import { isApiError } from './api.ts';
import { fieldSentence } from './field-sentences.ts';
import { type DraftKey, useDraft } from './use-draft.ts';

interface Options<Values extends FieldValues, Schema extends z.ZodType> {
  /** The body of the operation, as the server will check it again. */
  readonly schema: Schema;
  readonly defaults: Values;
  /** What is sent for what is typed: the same paths, so that a complaint finds its field. */
  readonly toBody: (values: Values) => z.input<Schema>;
  /** Null for a form with a password. */
  readonly draft?: DraftKey | null;
}

export interface SchemaForm<Values extends FieldValues, Body> {
  readonly form: UseFormReturn<Values>;
  /** The handler of the form's submit. When `save` rejects, all that was typed stays and the complaints stand at their fields. */
  readonly submit: (save: (body: Body) => Promise<unknown>) => (event: SubmitEvent<HTMLFormElement>) => void;
  /** What went wrong and belongs to no field. */
  readonly failure: unknown;
  /** What was typed before a reload is back. */
  readonly restored: boolean;
  /** Back to the defaults. */
  readonly discard: () => void;
}

/** A form over the server's own schema: complaints at the field and in words, nothing typed is lost. */
export function useSchemaForm<Values extends FieldValues, Schema extends z.ZodType>(
  options: Options<Values, Schema>,
): SchemaForm<Values, z.input<Schema>> {
  const { schema, defaults, toBody, draft = null } = options;
  const { i18n } = useLingui();
  const [failure, setFailure] = useState<unknown>(null);

  const resolver = useMemo<Resolver<Values>>(
    () => (values, _context, resolverOptions) => {
      const result = schema.safeParse(toBody(values));
      if (result.success) return { values, errors: {} };
      const flat: Record<string, { type: string; message: string }> = {};
      for (const issue of result.error.issues) {
        flat[issue.path.join('.')] ??= { type: issue.code, message: fieldSentence(issue, i18n) };
      }
      return { values: {}, errors: toNestErrors<Values>(flat, resolverOptions) };
    },
    [schema, toBody, i18n],
  );
  const form = useForm<Values>({
    defaultValues: defaults as DefaultValues<Values>,
    resolver,
    reValidateMode: 'onChange',
  });
  const { restored, forget } = useDraft(form, draft);

  const refused = (error: unknown): void => {
    const complaints = isApiError(error) ? Object.entries(error.fields) : [];
    for (const [index, [path, message]] of complaints.entries()) {
      form.setError(
        path as Path<Values>,
        { type: 'server', message: fieldSentence({ message }, i18n) },
        { shouldFocus: index === 0 },
      );
    }
    setFailure(complaints.length > 0 && complaints.every(([path]) => hasField(form, path)) ? null : error);
  };

  return {
    form,
    failure,
    restored,
    submit: (save) => (event) => {
      setFailure(null);
      void form.handleSubmit(async (values) => {
        try {
          await save(toBody(values));
          forget();
        } catch (error) {
          refused(error);
        }
      })(event);
    },
    discard: () => {
      form.reset(defaults);
      forget();
    },
  };
}

const hasField = <Values extends FieldValues>(form: UseFormReturn<Values>, path: string): boolean =>
  form.getFieldState(path as Path<Values>) !== undefined && form.getValues(path as Path<Values>) !== undefined;
