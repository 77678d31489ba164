import { useLingui } from '@lingui/react/macro';
import { CameraOff, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import type { CameraProblem } from '../../lib/decoding/camera.ts';

interface CameraNoticeProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Stands where the picture would be. */
export function CameraNotice({ icon, title, children, action }: CameraNoticeProps) {
  return (
    <output className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 p-6 text-center">
      <span className="mb-2 [&>svg]:size-10">{icon}</span>
      <p className="text-xl font-semibold">{title}</p>
      {children !== undefined && <p className="max-w-md text-base text-rail-muted">{children}</p>}
      {action !== undefined && <div className="mt-4">{action}</div>}
    </output>
  );
}

/** Why there is no picture, and what to do about it. */
export function CameraTrouble({ problem, onRetry }: { problem: CameraProblem; onRetry: () => void }) {
  const { t } = useLingui();
  const words: Record<CameraProblem, readonly [string, string]> = {
    none: [t`No camera is connected`, t`Plug one in and it starts by itself.`],
    denied: [
      t`The camera is not allowed`,
      t`Allow it for this program in the settings of the system or browser, then try again.`,
    ],
    busy: [t`The camera is in use`, t`Another program holds it. Close that one, then try again.`],
    lost: [t`The camera was unplugged`, t`Plug it in again and it starts by itself.`],
    insecure: [
      t`No camera over an insecure address`,
      t`Open this page by https://, or on the box office's own machine.`,
    ],
    failed: [t`The camera does not start`, t`Unplug it, plug it in again and try again.`],
  };
  const [title, advice] = words[problem];
  return (
    <CameraNotice
      icon={<CameraOff aria-hidden />}
      title={title}
      action={<Button icon={RotateCw} onClick={onRetry}>{t`Try again`}</Button>}
    >
      {advice} {t`Hand-held scanners and typed codes work all the same.`}
    </CameraNotice>
  );
}
