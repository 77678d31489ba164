import { useLingui } from '@lingui/react/macro';
import { FlaskConical } from 'lucide-react';
import { useLeaveDemo } from '../lib/demo.ts';
import { useSession } from '../lib/session.ts';
import { useToast } from './toast.tsx';

/** Over every screen of the demo, so that nobody sells a real ticket in it. */
export function DemoBanner() {
  const { t } = useLingui();
  const { ledger } = useSession();
  const leave = useLeaveDemo();
  const toast = useToast();
  if (ledger !== 'demo') return null;
  return (
    <section
      aria-label={t`Demo`}
      className="flex h-8 shrink-0 items-center justify-center gap-3 bg-accent px-4 text-sm font-medium text-on-accent"
    >
      <FlaskConical aria-hidden className="size-4" />
      {t`This is the demo. Nothing here is real, and nothing is sent.`}
      <button
        type="button"
        onClick={() => leave.mutate(undefined, { onError: toast.failed })}
        className="rounded-sm border border-on-accent/50 px-2 py-0.5 font-semibold hover:bg-on-accent/10 focus-visible:outline-on-accent"
      >
        {t`Leave the demo`}
      </button>
    </section>
  );
}
