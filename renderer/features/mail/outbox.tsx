import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Hourglass } from 'lucide-react';
import { listMail } from '../../../src/shared/mail.ts';
import { buttonClass } from '../../components/button.tsx';
import { cx } from '../../lib/cx.ts';
import { mailWaits } from '../../lib/mail-waits.ts';
import { useRows } from '../../lib/query.ts';

/** How the outbox stands, in a line: does mail go out, and how much waits or failed. */
export function Outbox({ waitingFor }: { waitingFor: string | null }) {
  const { t, i18n } = useLingui();
  const waiting = useRows(listMail, { status: 'queued' }, { every: 5_000 }).rows.count;
  const failed = useRows(listMail, { status: 'failed' }, { every: 5_000 }).rows.count;
  const Sign = waitingFor === null ? CircleCheck : Hourglass;
  return (
    <section
      aria-label={t`Outbox`}
      className="flex items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <span
        className={cx(
          'flex size-9 shrink-0 items-center justify-center rounded-full',
          waitingFor === null ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn',
        )}
      >
        <Sign aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-base font-semibold">
          {waitingFor === null ? t`Mail goes out` : t`Mail waits: ${mailWaits(waitingFor, i18n)}`}
        </p>
        <p className="text-base text-muted">
          <Plural value={waiting} _0="Nothing waits" one="# mail waits" other="# mails wait" />
          {' · '}
          <Plural value={failed} _0="none failed" one="# failed" other="# failed" />
        </p>
      </div>
      <Link to="/mail" className={buttonClass()}>{t`Open the outbox`}</Link>
    </section>
  );
}
