import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { cancelPayouts, cancelPreview, type CancelPreview } from '../../../src/shared/cancel-event.ts';
import { cancelEvent, type EventOut, getEvent, listEvents } from '../../../src/shared/events.ts';
import { listOrders } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote, SkeletonLines } from '../../components/states.tsx';
import { type EntryOf } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import { useChange, useRows } from '../../lib/query.ts';
import { CancelProgress, useCancelPreview } from './cancel-progress.tsx';

const FORM = 'cancel-event-form';

interface CancelDialogProps {
  readonly event: EventOut;
  readonly onClose: () => void;
}

/** Says exactly who gets how much back and how, asks for the title, then shows how far it is. */
export function CancelDialog({ event, onClose }: CancelDialogProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const cancel = useChange(cancelEvent, { refreshes: [getEvent, listEvents, listOrders, cancelPreview] });
  const { data: preview, error } = useCancelPreview(event, cancel.isPending);
  const sure = typed.trim() === event.title.trim();

  if (preview?.progress) {
    const finished = preview.progress.finishedAt !== null;
    return (
      <Dialog
        key="progress"
        open
        onClose={onClose}
        size="sm"
        title={finished ? t`${event.title} is cancelled` : t`Refunding ${event.title}`}
        description={t`Sales and gate are shut.`}
        footer={
          <Button look="primary" onClick={onClose}>
            {finished ? t`Done` : t`Close`}
          </Button>
        }
      >
        <CancelProgress preview={preview} />
        <ErrorNote error={cancel.error} />
      </Dialog>
    );
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={t`Cancel ${event.title}?`}
      description={t`Sales and gate are shut at once, then every order is refunded whole. It cannot be taken back.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Keep the event`}</Button>
          <Button
            type="submit"
            form={FORM}
            look="danger"
            busy={cancel.isPending}
            disabled={!sure || preview === undefined}
          >
            {preview === undefined || preview.orders === 0
              ? t`Cancel the event`
              : t`Cancel and refund ${format.money(preview.amount, preview.currency)}`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (!sure || preview === undefined || cancel.isPending) return;
          cancel.mutate({ params: { id: event.id }, body: { reason: reason.trim() } });
        }}
      >
        {preview ? <WhatGoesBack preview={preview} /> : error ? <ErrorNote error={error} /> : <SkeletonLines />}
        {preview !== undefined && preview.orders > 0 && <Payouts event={event} />}
        <div className="grid grid-cols-2 gap-4">
          <Field label={t`Reason`} optional={t`optional`} hint={t`The customers read it in their mail.`}>
            {(ids) => (
              <Input {...ids} maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />
            )}
          </Field>
          <Field label={t`Type the title to confirm`} hint={event.title}>
            {(ids) => (
              <Input {...ids} autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value)} />
            )}
          </Field>
        </div>
        <ErrorNote error={cancel.error} />
      </form>
    </Dialog>
  );
}

function WhatGoesBack({ preview }: { preview: CancelPreview }) {
  const { t } = useLingui();
  const format = useFormat();
  const [orders, customers] = [format.number(preview.orders), format.number(preview.customers)];
  const ways: Record<CancelPreview['byMethod'][number]['method'], string> = {
    cash: t`Cash to hand out`,
    card: t`Back to cards, on the terminal`,
    comp: t`Nothing was paid`,
    stripe: t`Back to cards, online`,
    external: t`Paid elsewhere: nothing from this house`,
  };
  if (preview.orders === 0 && preview.holds === 0) return <p>{t`Nothing was sold: no money goes back.`}</p>;
  return (
    <section className="rounded-md bg-sunken px-4 py-3">
      <p className="flex items-baseline justify-between gap-4">
        <span>{t`Orders: ${orders} · Customers: ${customers} · Tickets: ${format.number(preview.tickets)}`}</span>
        <span className="figures text-2xl font-semibold tracking-tight">
          {format.money(preview.amount, preview.currency)}
        </span>
      </p>
      <dl className="mt-1">
        {preview.byMethod.map(({ method, orders: count, amount }) => (
          <div key={method} className="flex justify-between gap-4 border-t border-line py-1">
            <dt>
              {ways[method]} <span className="text-muted">{t`orders: ${format.number(count)}`}</span>
            </dt>
            <dd className="figures font-medium">{format.money(amount, preview.currency)}</dd>
          </div>
        ))}
      </dl>
      {preview.holds > 0 && (
        <p className="mt-1 text-muted">{t`Unpaid orders that are released: ${format.number(preview.holds)}`}</p>
      )}
      {preview.withoutEmail > 0 && (
        <p className="mt-1 text-muted">
          {t`Orders without an e-mail address, whose customers hear nothing: ${format.number(preview.withoutEmail)}`}
        </p>
      )}
    </section>
  );
}

type Payout = EntryOf<typeof cancelPayouts>;

/** Who gets how much, the largest sum first. */
function Payouts({ event }: { event: EventOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  const { rows, error } = useRows(cancelPayouts, {}, { id: event.id });
  const columns: readonly Column<Payout>[] = [
    {
      id: 'customer',
      header: t`Customer`,
      width: 'minmax(9rem, 2fr)',
      cell: ({ customerName, customerEmail }) => customerName ?? customerEmail ?? t`No name`,
    },
    { id: 'order', header: t`Order`, width: '9rem', cell: ({ orderNumber }) => orderNumber },
    { id: 'tickets', header: t`Tickets`, width: '5rem', align: 'right', cell: ({ tickets }) => format.number(tickets) },
    {
      id: 'how',
      header: t`How`,
      width: 'minmax(7rem, 1fr)',
      cell: ({ parts }) => [...new Set(parts.map(({ method }) => methodName(method)))].join(', '),
    },
    {
      id: 'amount',
      header: t`Back`,
      width: '7rem',
      align: 'right',
      cell: ({ amount }) => format.money(amount, event.currency),
    },
  ];
  if (error) return <ErrorNote error={error} />;
  return (
    <div className="h-44 overflow-hidden rounded-md border border-line">
      <DataGrid
        label={t`Who gets how much back`}
        rows={rows}
        columns={columns}
        keyOf={({ orderId }) => orderId}
        rowHeight={32}
      />
    </div>
  );
}
