import { useLingui } from '@lingui/react/macro';
import { KeyRound, Radio } from 'lucide-react';
import { useState } from 'react';
import {
  getWebhookConfig,
  listWebhookDeliveries,
  pingWebhook,
  rotateWebhookSecret,
} from '../../../src/shared/webhooks.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useChange } from '../../lib/query.ts';
import { type WebhookConfig } from './delivery.ts';
import { SecretDialog } from './secret-dialog.tsx';

/** Where messages go, and how that goes. */
export function EndpointBar({ config, url }: { config: WebhookConfig; url: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const ping = useChange(pingWebhook, {
    refreshes: [listWebhookDeliveries],
    onDone: () => toast.done(t`The ping is on its way`, t`Its answer stands first in the list.`),
  });
  const rotate = useChange(rotateWebhookSecret, {
    refreshes: [getWebhookConfig],
    onDone: (saved) => {
      setAsking(false);
      setSecret(saved.secret);
    },
  });
  return (
    <section
      aria-label={t`Endpoint`}
      className="flex shrink-0 items-center gap-3 border-b border-line bg-canvas px-4 py-2.5"
    >
      <Health config={config} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium select-text" title={url}>
          {url}
        </p>
        <p className="truncate text-sm text-muted">
          {t`Secret ends in ${(config.secret ?? '').slice(-4)}`}
          {config.secretRotatesUntil !== null && (
            <> · {t`the old one signs along until ${format.dateTime(config.secretRotatesUntil)}`}</>
          )}
        </p>
      </div>
      <Button
        size="sm"
        icon={Radio}
        busy={ping.isPending}
        disabled={!config.enabled}
        onClick={() => ping.mutate({ body: {} }, { onError: toast.failed })}
      >
        {t`Send a ping`}
      </Button>
      <Button size="sm" icon={KeyRound} onClick={() => setAsking(true)}>
        {t`New secret…`}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t`Draw a new secret?`}
        action={t`Draw it`}
        danger={false}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate({ body: {} }, { onError: toast.failed })}
      >
        {t`Messages are signed with the new one at once. For a day the old one signs along in a header of its own, so that the receiver has time to change.`}
      </Confirm>
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </section>
  );
}

/** Whether messages arrive: off, gone, failing since its oldest waiting message that was tried, or well. */
function Health({ config }: { config: WebhookConfig }) {
  const { t } = useLingui();
  const format = useFormat();
  const latest = useAsk(listWebhookDeliveries, { query: { pageSize: 1, status: 'delivered' } }, { every: 15_000 });
  const waiting = useAsk(listWebhookDeliveries, { query: { pageSize: 200, status: 'pending' } }, { every: 15_000 });
  if (config.goneAt !== null) return <Badge tone="bad">{t`Gone since ${format.dateTime(config.goneAt)}`}</Badge>;
  if (!config.enabled) return <Badge>{t`Off`}</Badge>;
  const failing = (waiting.data ?? []).filter(({ attempts }) => attempts > 0).at(-1);
  if (failing !== undefined) return <Badge tone="bad">{t`Failing since ${format.dateTime(failing.createdAt)}`}</Badge>;
  if ((latest.data ?? []).length > 0) return <Badge tone="good">{t`Well`}</Badge>;
  return <Badge tone="note">{t`Not tried yet`}</Badge>;
}
