import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { desktop } from '../lib/desktop.ts';

const ResetOwnerDialog = lazy(() =>
  import('../features/reset-owner/reset-owner-dialog.tsx').then((file) => ({ default: file.ResetOwnerDialog })),
);

/** What the desktop's menu asks of the console: another screen, or the dialog that sets an owner's new password. */
export function DesktopRequests() {
  const navigate = useNavigate();
  const [resetting, setResetting] = useState(false);
  useEffect(() => desktop?.onNavigate((path) => void navigate({ to: path })), [navigate]);
  useEffect(() => desktop?.onResetOwner(() => setResetting(true)), []);
  if (!desktop || !resetting) return null;
  return (
    <Suspense fallback={null}>
      <ResetOwnerDialog desktop={desktop} onClose={() => setResetting(false)} />
    </Suspense>
  );
}
