import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { type BackupOut, type Lost, previewRestore, restoreBackup } from '../../../src/shared/backups.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { ErrorNote, SkeletonLines } from '../../components/states.tsx';
import { isApiError } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useAsk, useChange } from '../../lib/query.ts';
import { signedIn, signedOut, token } from '../../lib/session.ts';

/** Says what a restore loses, has a word typed, and puts the copy in the ledger's place. */
export function RestoreDialog({ copy, onClose }: { copy: BackupOut; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const params = { name: copy.name };
  const loss = useAsk(previewRestore, { params });
  const restore = useChange(restoreBackup, {
    onDone: (restored) => {
      if (restored.token === null) signedOut(token(), true);
      else signedIn(restored.token, 'real');
      // Nothing that was read from the ledger before may be seen now.
      window.location.assign('/');
    },
  });
  const word = t`RESTORE`;
  const may = loss.data !== undefined && !loss.isFetching && typed.trim().toUpperCase() === word.toUpperCase();
  const when = format.longDateTime(copy.at);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Restore the backup of ${when}`}
      description={t`The ledger becomes what it was then. The present one is kept aside, so that this can be taken back.`}
      footer={
        <>
          <Button onClick={onClose}>{t`Keep it`}</Button>
          <Button
            look="danger"
            disabled={!may}
            busy={restore.isPending}
            onClick={() => loss.data && restore.mutate({ params, body: { lost: loss.data.lost } })}
          >
            {t`Restore`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ErrorNote error={loss.error ?? restore.error} />
        {isApiError(restore.error, 'loss_changed') && (
          <Button size="sm" className="self-start" onClick={() => void loss.refetch()}>{t`Look again`}</Button>
        )}
        {loss.data === undefined ? (
          !loss.error && <SkeletonLines count={3} />
        ) : (
          <>
            <LostList lost={loss.data.lost} />
            {loss.data.receipts !== null && (
              <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-base text-warn">
                <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {t`Receipts ${format.number(loss.data.receipts.from)} to ${format.number(loss.data.receipts.to)} were handed out since. Their numbers will be given out a second time.`}
              </p>
            )}
            <p className="text-base text-muted">
              {t`Everybody is signed out, and phones must be paired again. Mail and webhooks that waited in this copy are sent again.`}
            </p>
            <Field label={t`Type ${word} to go on`}>
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
      </div>
    </Dialog>
  );
}

function LostList({ lost }: { lost: Lost }) {
  const { t } = useLingui();
  const lines = [
    [lost.orders, t`${plural(lost.orders, { one: '# order', other: '# orders' })}`],
    [lost.payments, t`${plural(lost.payments, { one: '# payment', other: '# payments' })}`],
    [lost.refunds, t`${plural(lost.refunds, { one: '# refund', other: '# refunds' })}`],
    [lost.entries, t`${plural(lost.entries, { one: '# entry at the door', other: '# entries at the door' })}`],
    [lost.customers, t`${plural(lost.customers, { one: '# customer', other: '# customers' })}`],
    [lost.events, t`${plural(lost.events, { one: '# event', other: '# events' })}`],
  ] as const;
  const some = lines.filter(([count]) => count > 0);
  if (some.length === 0)
    return (
      <p className="flex items-center gap-2 text-base">
        <CircleCheck aria-hidden className="size-5 text-good" />
        {t`No order, refund or entry was made since: none is lost.`}
      </p>
    );
  return (
    <section aria-label={t`What is lost`} className="rounded-md bg-bad-soft px-4 py-3 text-bad">
      <h3 className="font-semibold">{t`Made since then, and lost by restoring:`}</h3>
      <ul className="figures mt-1 grid grid-cols-2 gap-x-6">
        {some.map(([, line]) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
