import { useLingui } from '@lingui/react/macro';
import { BookOpen, SearchX, Settings2, Webhook } from 'lucide-react';
import { useState } from 'react';
import {
  getWebhookConfig,
  listWebhookDeliveries,
  WEBHOOK_EVENTS,
  type DeliveryStatus,
  type WebhookEvent,
} from '../../../src/shared/webhooks.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { Select } from '../../components/select.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useRows } from '../../lib/query.ts';
import { type Delivery } from './delivery.ts';
import { DeliveryBadge, useEventName, useOutcome, useStatusName } from './delivery-words.tsx';
import { DeliverySheet } from './delivery-sheet.tsx';
import { EndpointBar } from './endpoint-bar.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { SignatureDialog } from './signature-dialog.tsx';

const ANY = 'any';
const STATUSES: readonly DeliveryStatus[] = ['pending', 'delivered', 'failed'];

/** Whom the box office tells what happens, and what became of each message. */
export function WebhooksScreen() {
  const { t } = useLingui();
  const eventName = useEventName();
  const statusName = useStatusName();
  const [event, setEvent] = useState<WebhookEvent | typeof ANY>(ANY);
  const [status, setStatus] = useState<DeliveryStatus | typeof ANY>(ANY);
  const [doing, setDoing] = useState<'configure' | 'verify' | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const config = useAsk(getWebhookConfig, {}, { every: 15_000 });
  const query = { ...(event === ANY ? {} : { event }), ...(status === ANY ? {} : { status }) };
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listWebhookDeliveries, query, { every: 5_000 });
  const columns = useColumns();
  const isSet = config.data !== undefined && config.data.url !== null;

  return (
    <Screen
      title={t`Webhooks`}
      tools={
        <>
          <Select
            aria-label={t`What it tells of`}
            className="w-52!"
            value={event}
            onValue={setEvent}
            options={[
              { value: ANY, label: t`Every message` },
              ...WEBHOOK_EVENTS.map((value) => ({ value, label: eventName(value) })),
            ]}
          />
          <Select
            aria-label={t`Status`}
            className="w-40!"
            value={status}
            onValue={setStatus}
            options={[
              { value: ANY, label: t`Every status` },
              ...STATUSES.map((value) => ({ value, label: statusName(value) })),
            ]}
          />
        </>
      }
      actions={
        <>
          <Button icon={BookOpen} onClick={() => setDoing('verify')}>{t`Verify signatures`}</Button>
          <Button look="primary" icon={Settings2} onClick={() => setDoing('configure')}>
            {isSet ? t`Change the endpoint` : t`Set an endpoint`}
          </Button>
        </>
      }
    >
      <div className="flex h-full flex-col">
        {config.data?.url != null && <EndpointBar config={config.data} url={config.data.url} />}
        <div className="min-h-0 flex-1">
          {error ? (
            <ErrorState error={error} onRetry={retry} />
          ) : isPending || config.isPending ? (
            <SkeletonLines count={10} />
          ) : rows.count > 0 ? (
            <DataGrid
              label={t`Messages`}
              rows={rows}
              columns={columns}
              keyOf={({ id }) => id}
              openKey={open ?? undefined}
              dimmed={isCatchingUp}
              onOpen={({ id }) => setOpen(id)}
            />
          ) : Object.keys(query).length > 0 ? (
            <EmptyState icon={SearchX} title={t`No message fits`} />
          ) : isSet ? (
            <EmptyState icon={Webhook} title={t`Nothing was sent yet`}>
              {t`Every message to the endpoint is listed here with what it was answered.`}
            </EmptyState>
          ) : (
            <EmptyState icon={Webhook} title={t`Nobody is told yet`}>
              {t`A webhook tells another system at once what happens here: an order, a refund, an entry. Set the address that is to hear of it.`}
            </EmptyState>
          )}
        </div>
      </div>
      {doing === 'configure' && config.data !== undefined && (
        <EndpointDialog config={config.data} onClose={() => setDoing(null)} />
      )}
      {doing === 'verify' && <SignatureDialog onClose={() => setDoing(null)} />}
      {open !== null && <DeliverySheet id={open} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

function useColumns(): readonly Column<Delivery>[] {
  const { t } = useLingui();
  const format = useFormat();
  const eventName = useEventName();
  const outcome = useOutcome();
  return [
    {
      id: 'at',
      header: t`When`,
      width: '10rem',
      cell: ({ createdAt }) => <span className="figures text-muted">{format.dateTimeWithSeconds(createdAt)}</span>,
    },
    {
      id: 'event',
      header: t`What it tells of`,
      width: 'minmax(11rem, 1fr)',
      cell: ({ event }) => (
        <>
          <span className="font-medium">{eventName(event)}</span> <span className="text-sm text-muted">{event}</span>
        </>
      ),
    },
    { id: 'status', header: t`Status`, width: '8rem', cell: (delivery) => <DeliveryBadge delivery={delivery} /> },
    {
      id: 'outcome',
      header: t`What came of it`,
      width: 'minmax(12rem, 1.2fr)',
      cell: (delivery) => <span className="text-muted">{outcome(delivery)}</span>,
    },
    {
      id: 'attempts',
      header: t`Attempts`,
      width: '5.5rem',
      align: 'right',
      from: 760,
      cell: ({ attempts }) => format.number(attempts),
    },
  ];
}
