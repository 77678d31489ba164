import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { type AnswerOf, type BodyOf } from '../../../src/shared/operation.ts';
import { getStripeSettings, updateStripeSettings } from '../../../src/shared/stripe.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { ask, queryClient, useAsk } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { StripeState } from './stripe-state.tsx';

type StripeSettings = AnswerOf<typeof getStripeSettings>;

interface Values {
  readonly publishableKey: string;
  /** Empty leaves the one that is kept, of both secrets. */
  readonly secretKey: string;
  readonly webhookSecret: string;
}

const valuesOf = ({ publishableKey }: StripeSettings): Values => ({
  publishableKey: publishableKey ?? '',
  secretKey: '',
  webhookSecret: '',
});

const given = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

function toBody(values: Values): BodyOf<typeof updateStripeSettings> {
  const secretKey = given(values.secretKey);
  const webhookSecret = given(values.webhookSecret);
  return {
    publishableKey: given(values.publishableKey),
    ...(secretKey === null ? {} : { secretKey }),
    ...(webhookSecret === null ? {} : { webhookSecret }),
  };
}

const FORM = 'stripe-settings-form';

export function StripeSettingsScreen() {
  const { t } = useLingui();
  const settings = useAsk(getStripeSettings);
  if (settings.data !== undefined) return <StripeSettingsForm settings={settings.data} />;
  return (
    <Screen title={t`Card payments by Stripe`}>
      {settings.error ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <SkeletonLines count={6} />
      )}
    </Screen>
  );
}

function StripeSettingsForm({ settings }: { settings: StripeSettings }) {
  const { t } = useLingui();
  const toast = useToast();
  const keptWords = useKeptWords();
  const { form, submit, failure, discard } = useSchemaForm({
    schema: updateStripeSettings.body,
    defaults: useMemo(() => valuesOf(settings), [settings]),
    toBody,
  });
  const { control } = form;
  const { isDirty, isSubmitting } = form.formState;
  const save = submit(async (body) => {
    const saved = await call(updateStripeSettings, { body, idempotencyKey: newIdempotencyKey() });
    queryClient.setQueryData(ask(getStripeSettings).queryKey, saved);
    form.reset(valuesOf(saved));
    toast.done(t`Saved`);
  });
  useShortcut('mod+s', () => document.querySelector<HTMLFormElement>(`#${FORM}`)?.requestSubmit(), {
    label: t`Save`,
    group: t`Settings`,
  });

  return (
    <Screen
      title={t`Card payments by Stripe`}
      actions={
        <>
          <Link to="/settings" className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden className="size-4" />
            {t`Settings`}
          </Link>
          {isDirty && <Button look="quiet" onClick={discard}>{t`Discard`}</Button>}
          <Button type="submit" form={FORM} look="primary" busy={isSubmitting} disabled={!isDirty}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <ScreenBody>
        <div className="flex flex-col gap-4">
          <form id={FORM} noValidate onSubmit={save} className="flex flex-col gap-4">
            <ErrorNote error={failure} />
            <Panel title={t`Keys`}>
              <div className="flex flex-col gap-3.5 p-4">
                <TextField
                  control={control}
                  name="publishableKey"
                  label={t`Publishable key`}
                  placeholder="pk_live_…"
                  hint={t`Stripe shows it under Developers, API keys. Empty: nothing more is taken through Stripe.`}
                />
                <TextField
                  control={control}
                  name="secretKey"
                  label={t`Secret key`}
                  type="password"
                  autoComplete="new-password"
                  placeholder="sk_live_…"
                  hint={keptWords(settings.secretKey, settings.secretKeyEnd)}
                />
                <TextField
                  control={control}
                  name="webhookSecret"
                  label={t`Signing secret of the webhook`}
                  optional={t`optional`}
                  type="password"
                  autoComplete="new-password"
                  placeholder="whsec_…"
                  hint={keptWords(settings.webhookSecret, settings.webhookSecretEnd)}
                />
                <p className="text-sm text-muted select-text">
                  {t`Stripe’s events go to ${settings.webhookPath} under the public address. Without them Stripe is asked.`}
                </p>
              </div>
            </Panel>
          </form>
          <StripeState settings={settings} unsaved={isDirty} />
        </div>
      </ScreenBody>
    </Screen>
  );
}

/** What is kept of a secret key, in words: never the key. */
function useKeptWords(): (state: StripeSettings['secretKey'], end: string | null) => string {
  const { t } = useLingui();
  return (state, end) => {
    switch (state) {
      case 'set':
        return t`Kept and never shown; it ends in ${end ?? ''}. Empty leaves it as it is.`;
      case 'unset':
        return t`Not set. It is sealed on this machine and never shown.`;
      case 'ask_again':
        return t`Another machine sealed it, so it cannot be read here: give it again.`;
    }
  };
}
