import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { getMail, listMail, retryMail } from '../../../src/shared/mail.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNote, SkeletonLines } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { mailWaits } from '../../lib/mail-waits.ts';
import { useAsk, useChange } from '../../lib/query.ts';
import { MailBadge, useMailKind } from './mail-words.tsx';

/** One mail: what became of it in full, and another try. */
export function MailDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const kindOf = useMailKind();
  const { data: mail, error } = useAsk(getMail, { params: { id } }, { every: 2_000 });
  const retry = useChange(retryMail, {
    refreshes: [getMail, listMail],
    onDone: () => toast.done(t`It is tried again now`),
  });
  const mayRetry = mail !== undefined && (mail.status === 'failed' || mail.status === 'queued');
  const facts: readonly [string, string | null][] =
    mail === undefined
      ? []
      : [
          [t`To`, mail.to],
          [t`What`, kindOf(mail.kind)],
          [t`Written`, format.dateTime(mail.createdAt)],
          [t`Sent`, mail.sentAt === null ? null : format.dateTime(mail.sentAt)],
          [t`Attempts`, format.number(mail.attempts)],
          [t`Waits because`, mail.waitingFor === null ? null : mailWaits(mail.waitingFor, i18n)],
          [t`Next attempt`, mail.nextAttemptAt === null ? null : format.dateTime(mail.nextAttemptAt)],
          [t`What went wrong`, mail.error],
        ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={mail === undefined ? t`Mail` : kindOf(mail.kind)}
      {...(mail === undefined ? {} : { description: mail.orderNumber })}
      footer={
        mail && (
          <>
            <Link to="/orders/$orderId" params={{ orderId: mail.orderId }} className={buttonClass()}>
              {t`Open the order`}
            </Link>
            {mayRetry && (
              <Button
                look="primary"
                icon={RotateCw}
                busy={retry.isPending}
                onClick={() => retry.mutate({ params: { id }, body: {} })}
              >
                {t`Try again now`}
              </Button>
            )}
          </>
        )
      }
    >
      {mail === undefined ? (
        error ? (
          <ErrorNote error={error} />
        ) : (
          <SkeletonLines count={4} />
        )
      ) : (
        <>
          <MailBadge mail={mail} />
          <dl className="mt-3 grid grid-cols-[8rem_minmax(0,1fr)] gap-y-1.5">
            {facts.map(
              ([term, value]) =>
                value !== null && (
                  <div key={term} className="contents">
                    <dt className="text-muted">{term}</dt>
                    <dd className="select-text break-words">{value}</dd>
                  </div>
                ),
            )}
          </dl>
          {retry.error !== null && (
            <div className="mt-3">
              <ErrorNote error={retry.error} />
            </div>
          )}
        </>
      )}
    </Dialog>
  );
}
