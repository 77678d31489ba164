import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { toast, Toaster as Sonner } from 'sonner';
import { sentenceOf } from '../lib/error-sentences.ts';
import { isDark, useThemeChoice } from '../lib/theme.ts';

/** Words in passing: something is done, or was refused. What must be read stands in the screen instead. */
export function useToast() {
  const { i18n } = useLingui();
  return useMemo(
    () => ({
      done: (text: string, description?: string) =>
        toast.success(text, description === undefined ? {} : { description }),
      failed: (error: unknown) => toast.error(sentenceOf(error, i18n), { duration: 8_000 }),
    }),
    [i18n],
  );
}

export function Toaster() {
  const { t } = useLingui();
  // Drawn again when the theme is chosen.
  useThemeChoice();
  return (
    <Sonner
      theme={isDark() ? 'dark' : 'light'}
      position="bottom-right"
      offset={{ bottom: 40, right: 16 }}
      containerAriaLabel={t`Messages`}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[22rem] items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 text-base text-ink shadow-popup',
          title: 'font-medium',
          description: 'text-muted',
          success: '[&_[data-icon]]:text-good',
          error: '[&_[data-icon]]:text-bad',
        },
      }}
    />
  );
}
