import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { Controller } from 'react-hook-form';
import {
  getWebhookConfig,
  listWebhookDeliveries,
  putWebhookConfig,
  WEBHOOK_EVENTS,
  type WebhookEvent,
} from '../../../src/shared/webhooks.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox, Switch } from '../../components/checkbox.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/form-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { call } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { refresh } from '../../lib/query.ts';
import { useSchemaForm } from '../../lib/use-schema-form.ts';
import { type WebhookConfig } from './delivery.ts';
import { useEventName } from './delivery-words.tsx';
import { SecretDialog } from './secret-dialog.tsx';

interface Values {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly enabled: boolean;
  readonly allowPrivateAddress: boolean;
}

const FORM = 'webhook-form';

/** Only an owner may say anything of private addresses; from anybody else it stays as it was. */
const bodyOf =
  (isOwner: boolean) =>
  ({ url, events, enabled, allowPrivateAddress }: Values) => ({
    url: url.trim(),
    events: [...events],
    enabled,
    ...(isOwner ? { allowPrivateAddress } : {}),
  });

/** Where messages go and what they tell of. A new endpoint is pinged, and its secret shown once. */
export function EndpointDialog({ config, onClose }: { config: WebhookConfig; onClose: () => void }) {
  const { t } = useLingui();
  const eventName = useEventName();
  const isOwner = useMay('owner');
  const isNew = config.url === null;
  const [secret, setSecret] = useState<string | null>(null);
  const { form, submit, failure } = useSchemaForm<Values, typeof putWebhookConfig.body>({
    schema: putWebhookConfig.body,
    defaults: {
      url: config.url ?? '',
      events: isNew ? WEBHOOK_EVENTS : config.events,
      enabled: isNew || config.enabled,
      allowPrivateAddress: config.allowPrivateAddress,
    },
    toBody: useMemo(() => bodyOf(isOwner), [isOwner]),
  });
  const { control } = form;
  if (secret !== null) return <SecretDialog secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={isNew ? t`Set an endpoint` : t`Change the endpoint`}
      footer={
        <>
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
          const saved = await call(putWebhookConfig, { body });
          void refresh(getWebhookConfig, listWebhookDeliveries);
          if (isNew) setSecret(saved.secret);
          else onClose();
        })}
      >
        <TextField
          control={control}
          name="url"
          label={t`Address`}
          type="url"
          placeholder="https://example.com/webhook"
          autoFocus
        />
        <Controller
          control={control}
          name="events"
          render={({ field, fieldState }) => (
            <fieldset>
              <legend className="mb-1.5 text-sm font-medium">{t`What it is told`}</legend>
              <div className="grid grid-cols-2 gap-x-4 gap-y-2">
                {WEBHOOK_EVENTS.filter((event) => event !== 'webhook.ping').map((event) => (
                  <Checkbox
                    key={event}
                    checked={field.value.includes(event)}
                    onChecked={(on) =>
                      field.onChange(on ? [...field.value, event] : field.value.filter((one) => one !== event))
                    }
                  >
                    <span className="min-w-0">
                      {eventName(event)} <span className="block text-sm text-muted">{event}</span>
                    </span>
                  </Checkbox>
                ))}
              </div>
              {fieldState.error && <p className="mt-1 text-sm text-bad">{fieldState.error.message}</p>}
            </fieldset>
          )}
        />
        <Controller
          control={control}
          name="enabled"
          render={({ field }) => (
            <Switch checked={field.value} onChecked={field.onChange}>
              {t`Messages are sent`}
            </Switch>
          )}
        />
        {isOwner && (
          <Controller
            control={control}
            name="allowPrivateAddress"
            render={({ field }) => (
              <div>
                <Switch checked={field.value} onChecked={field.onChange}>
                  {t`The address may be inside this network`}
                </Switch>
                {field.value && (
                  <p className="mt-2 rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
                    {t`Messages may then reach machines that only this network sees. Leave it off unless the receiver stands in this house.`}
                  </p>
                )}
              </div>
            )}
          />
        )}
        <ErrorNote error={failure} />
      </form>
    </Dialog>
  );
}
