import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Mail as MailSign, SearchX, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { listMail, type MailStatus } from '../../../src/shared/mail.ts';
import { buttonClass } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { mailWaits } from '../../lib/mail-waits.ts';
import { useMay } from '../../lib/me.ts';
import { useRows } from '../../lib/query.ts';
import { MailDialog } from './mail-dialog.tsx';
import { type Mail, MailBadge, useMailKind } from './mail-words.tsx';

type Shown = 'all' | Exclude<MailStatus, 'sending'>;

/** What was mailed to whom, what waits and why, and what failed. */
export function MailScreen() {
  const { t } = useLingui();
  const isOwner = useMay('owner');
  const [shown, setShown] = useState<Shown>('all');
  const [open, setOpen] = useState<string | null>(null);
  const columns = useColumns();
  const query = shown === 'all' ? {} : { status: shown };
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listMail, query, { every: 5_000 });

  return (
    <Screen
      title={t`Mail`}
      tools={
        <Segmented
          label={t`Which mail`}
          value={shown}
          onValue={setShown}
          options={[
            { value: 'all', label: t`All` },
            { value: 'queued', label: t`Waiting` },
            { value: 'failed', label: t`Failed` },
            { value: 'sent', label: t`Sent` },
          ]}
        />
      }
      actions={
        isOwner && (
          <Link to="/settings/mail" className={buttonClass()}>
            <Settings2 aria-hidden className="size-4" />
            {t`Mail server`}
          </Link>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : isPending ? (
        <SkeletonLines count={10} />
      ) : rows.count > 0 ? (
        <DataGrid
          label={t`Mail`}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          openKey={open ?? undefined}
          dimmed={isCatchingUp}
          onOpen={({ id }) => setOpen(id)}
        />
      ) : shown === 'all' ? (
        <EmptyState icon={MailSign} title={t`No mail yet`}>
          {t`Tickets, refunds and transfers are mailed to guests who left an address. Each of them is listed here.`}
        </EmptyState>
      ) : (
        <EmptyState icon={SearchX} title={t`No mail of this kind`} />
      )}
      {open !== null && <MailDialog id={open} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

function useColumns(): readonly Column<Mail>[] {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const kindOf = useMailKind();
  const note = ({ waitingFor, error, status, sentAt, nextAttemptAt }: Mail): string => {
    if (status === 'sent') return sentAt === null ? '' : format.dateTime(sentAt);
    if (waitingFor !== null) return mailWaits(waitingFor, i18n);
    if (error !== null) return error;
    return nextAttemptAt === null ? '' : t`Goes out ${format.relative(nextAttemptAt)}`;
  };
  return [
    {
      id: 'at',
      header: t`Written`,
      width: '8.5rem',
      cell: ({ createdAt }) => <span className="figures text-muted">{format.dateTime(createdAt)}</span>,
    },
    {
      id: 'to',
      header: t`To`,
      width: 'minmax(12rem, 1.2fr)',
      cell: ({ to }) => <span className="font-medium">{to}</span>,
    },
    { id: 'kind', header: t`What`, width: '11rem', cell: ({ kind }) => kindOf(kind) },
    {
      id: 'order',
      header: t`Order`,
      width: '9rem',
      from: 900,
      cell: ({ orderNumber }) => <span className="figures text-muted">{orderNumber}</span>,
    },
    { id: 'status', header: t`Status`, width: '9rem', cell: (mail) => <MailBadge mail={mail} /> },
    {
      id: 'note',
      header: t`What came of it`,
      width: 'minmax(10rem, 1.6fr)',
      from: 760,
      cell: (mail) => <span className="text-muted">{note(mail)}</span>,
    },
  ];
}
