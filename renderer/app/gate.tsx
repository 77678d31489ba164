import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { welcome } from '../../src/shared/auth.ts';
import { ErrorState } from '../components/states.tsx';
import { Toaster } from '../components/toast.tsx';
import { useAsk } from '../lib/query.ts';
import { followLedger, useSession } from '../lib/session.ts';
import { DesktopRequests } from './desktop-requests.tsx';

const FirstStart = lazy(() =>
  import('../features/welcome/first-start.tsx').then((file) => ({ default: file.FirstStart })),
);
const SignIn = lazy(() => import('../features/welcome/sign-in.tsx').then((file) => ({ default: file.SignIn })));

/** Lets nobody in who is not signed in. The address stays, so that after signing in one is where one wanted to be. */
export function Gate() {
  return (
    <>
      <Suspense fallback={<Starting />}>
        <Door />
      </Suspense>
      <DesktopRequests />
      <Toaster />
    </>
  );
}

function Door() {
  const { token, ledger } = useSession();
  const { data, error, refetch } = useAsk(welcome, {}, { every: token === null ? 5_000 : false });
  const open = data === undefined ? null : data.demo ? 'demo' : 'real';

  useEffect(() => {
    if (open !== null) followLedger(open);
  }, [open]);
  useEffect(() => {
    // Somebody signed in or out: perhaps the first owner, who named the house, or because the demo was opened or left.
    void refetch();
  }, [token, refetch]);

  if (data === undefined) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Starting />;
  if (open !== ledger) return <Starting />;
  if (token !== null) return <Outlet />;
  return data.hasOwner || data.demo ? <SignIn welcome={data} /> : <FirstStart welcome={data} />;
}

/** Before the first answer: calm, as it is gone in the blink of an eye. */
function Starting() {
  const { t } = useLingui();
  return <div role="status" aria-label={t`Starting`} className="h-full bg-canvas" />;
}
