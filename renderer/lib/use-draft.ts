import { useEffect, useMemo, useState } from 'react';
import { type FieldValues, type UseFormReturn } from 'react-hook-form';
import { storage } from './storage.ts';

interface Draft {
  readonly version: string;
  readonly values: FieldValues;
}

/** Which draft a form keeps, and of which version of the thing: once that changed, the draft is about something else. */
export interface DraftKey {
  readonly key: string;
  readonly version: string;
}

function stored({ key, version }: DraftKey): FieldValues | null {
  const text = storage.read(`draft.${key}`);
  if (text === null) return null;
  try {
    const draft = JSON.parse(text) as Draft;
    return draft.version === version ? draft.values : null;
  } catch {
    return null;
  }
}

/** Keeps what is typed into a form through a reload, a crash or a walk to another screen. Never give it a form with a password. */
export function useDraft<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  draftKey: DraftKey | null,
): { restored: boolean; forget: () => void } {
  const [restored, setRestored] = useState(false);
  const key = draftKey?.key ?? null;
  const version = draftKey?.version ?? '';
  const { reset, subscribe, getValues } = form;

  useEffect(() => {
    if (key === null) return undefined;
    const values = stored({ key, version });
    if (values !== null) {
      reset(values as Values, { keepDefaultValues: true });
      setRestored(true);
    }
    return subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ isDirty }) => {
        if (isDirty !== false)
          storage.write(`draft.${key}`, JSON.stringify({ version, values: getValues() } satisfies Draft));
      },
    });
  }, [key, version, reset, subscribe, getValues]);

  return useMemo(
    () => ({
      restored,
      forget: () => {
        if (key !== null) storage.write(`draft.${key}`, null);
        setRestored(false);
      },
    }),
    [key, restored],
  );
}
