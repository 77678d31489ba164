import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useController, useWatch } from 'react-hook-form';
import {
  getMailSettings,
  listMail,
  MAIL_PORTS,
  type MailSecurity,
  updateMailSettings,
} from '../../../src/shared/mail.ts';
import { type AnswerOf, type BodyOf } from '../../../src/shared/operation.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Switch } from '../../components/checkbox.tsx';
import { Field } from '../../components/field.tsx';
import { NumberField, TextField } from '../../components/form-fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { Select } from '../../components/select.tsx';
import { ErrorNote, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { ask, queryClient, refresh, useAsk } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Outbox } from './outbox.tsx';
import { TestMail } from './test-mail.tsx';

type MailSettings = AnswerOf<typeof getMailSettings>;

interface Values {
  readonly host: string;
  readonly port: number | null;
  readonly security: MailSecurity;
  readonly user: string;
  /** Empty leaves the one that is kept. */
  readonly password: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly automatic: boolean;
}

const valuesOf = (settings: MailSettings): Values => ({
  host: settings.host ?? '',
  port: settings.port,
  security: settings.security,
  user: settings.user ?? '',
  password: '',
  fromName: settings.fromName ?? '',
  fromAddress: settings.fromAddress ?? '',
  automatic: settings.automatic,
});

const orNone = (line: string): string | null => (line.trim() === '' ? null : line.trim());

const toBody = (values: Values): BodyOf<typeof updateMailSettings> => ({
  host: orNone(values.host),
  port: values.port === MAIL_PORTS[values.security] ? null : values.port,
  security: values.security,
  user: orNone(values.user),
  ...(values.password === '' ? {} : { password: values.password }),
  fromName: orNone(values.fromName),
  fromAddress: orNone(values.fromAddress),
  automatic: values.automatic,
});

const FORM = 'mail-settings-form';

export function MailSettingsScreen() {
  const { t } = useLingui();
  const settings = useAsk(getMailSettings);
  if (settings.data !== undefined) return <MailSettingsForm settings={settings.data} />;
  return (
    <Screen title={t`Mail server`}>
      {settings.error ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <SkeletonLines count={6} />
      )}
    </Screen>
  );
}

function MailSettingsForm({ settings }: { settings: MailSettings }) {
  const { t } = useLingui();
  const toast = useToast();
  const { form, submit, failure, discard } = useSchemaForm({
    schema: updateMailSettings.body,
    defaults: useMemo(() => valuesOf(settings), [settings]),
    toBody,
  });
  const { control } = form;
  const { isDirty, isSubmitting } = form.formState;
  const save = submit(async (body) => {
    const saved = await call(updateMailSettings, { body, idempotencyKey: newIdempotencyKey() });
    queryClient.setQueryData(ask(getMailSettings).queryKey, saved);
    form.reset(valuesOf(saved));
    void refresh(listMail);
    toast.done(t`Saved`);
  });
  useShortcut('mod+s', () => document.querySelector<HTMLFormElement>(`#${FORM}`)?.requestSubmit(), {
    label: t`Save`,
    group: t`Settings`,
  });

  return (
    <Screen
      title={t`Mail server`}
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
          <Outbox waitingFor={settings.waitingFor} />
          <form id={FORM} noValidate onSubmit={save} className="flex flex-col gap-4">
            <ErrorNote error={failure} />
            <ServerPanel control={control} settings={settings} onSecurity={form.setValue} />
            <Panel title={t`Sender`}>
              <div className="grid grid-cols-2 gap-x-4 gap-y-3.5 p-4">
                <TextField
                  control={control}
                  name="fromName"
                  label={t`Name`}
                  optional={t`optional`}
                  hint={t`The organization of the settings where this is empty.`}
                />
                <TextField
                  control={control}
                  name="fromAddress"
                  label={t`Address`}
                  type="email"
                  placeholder="tickets@example.com"
                  hint={t`Answers of guests arrive there.`}
                />
                <Automatic control={control} />
              </div>
            </Panel>
          </form>
          <TestMail unsaved={isDirty} />
        </div>
      </ScreenBody>
    </Screen>
  );
}

type Form = ReturnType<typeof useSchemaForm<Values, typeof updateMailSettings.body>>['form'];
type Control = Form['control'];

interface ServerPanelProps {
  readonly control: Control;
  readonly settings: MailSettings;
  readonly onSecurity: Form['setValue'];
}

function ServerPanel({ control, settings, onSecurity }: ServerPanelProps) {
  const { t } = useLingui();
  const [host, security, port, user] = useWatch({ control, name: ['host', 'security', 'port', 'user'] });
  const { field } = useController({ control, name: 'security' });
  const isKept = settings.password === 'set';
  const movesAway = (settings.host ?? '') !== host.trim() || (security === 'none' && settings.security !== 'none');
  const choose = (chosen: MailSecurity): void => {
    field.onChange(chosen);
    // The port follows, unless it is one of the house's own.
    if (port === null || port === MAIL_PORTS[security]) onSecurity('port', MAIL_PORTS[chosen], { shouldDirty: true });
  };
  return (
    <Panel title={t`Server`}>
      <div className="grid grid-cols-6 gap-x-4 gap-y-3.5 p-4">
        <TextField
          control={control}
          name="host"
          className="col-span-3"
          label={t`SMTP server`}
          placeholder="smtp.example.com"
          hint={t`Your mail provider tells it. Empty: mail waits in the outbox.`}
        />
        <Field label={t`Security`} className="col-span-2">
          {(ids) => (
            <Select
              {...ids}
              value={security}
              onValue={choose}
              options={[
                { value: 'starttls', label: t`STARTTLS` },
                { value: 'tls', label: t`TLS` },
                { value: 'none', label: t`None` },
              ]}
            />
          )}
        </Field>
        <NumberField control={control} name="port" label={t`Port`} />
        <TextField control={control} name="user" className="col-span-3" label={t`User`} optional={t`optional`} />
        <TextField
          control={control}
          name="password"
          className="col-span-3"
          label={t`Password`}
          type="password"
          autoComplete="new-password"
          placeholder={isKept && !movesAway ? t`kept, never shown` : ''}
          hint={
            isKept && movesAway
              ? t`Give it again: it does not follow to another server, nor onto an open line.`
              : t`Sealed on this machine. After a restore elsewhere it is asked for again.`
          }
        />
        {security === 'none' && (
          <p className="col-span-6 flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {user.trim() === ''
              ? t`Nothing is encrypted: whoever is on the way reads tickets and addresses. For a relay in your own network only.`
              : t`Nothing is encrypted: whoever is on the way reads the password, tickets and addresses. For a relay in your own network only.`}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Automatic({ control }: { control: Control }) {
  const { t } = useLingui();
  const { field } = useController({ control, name: 'automatic' });
  return (
    <div className="col-span-2">
      <Switch checked={field.value} onChecked={field.onChange}>
        {t`Mail guests by itself when tickets are paid, refunded, transferred or their event is cancelled`}
      </Switch>
    </div>
  );
}
