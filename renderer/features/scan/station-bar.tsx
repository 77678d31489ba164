import { useLingui } from '@lingui/react/macro';
import { LogIn, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Segmented } from '../../components/segmented.tsx';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { GateSelect } from './gate-select.tsx';
import { chooseMode, useStation } from './station.ts';

/** Where this machine stands and which way people go: event, gate, in or out. */
export function StationBar({ gates, children }: { gates: readonly string[]; children: ReactNode }) {
  const { t } = useLingui();
  const { mode } = useStation();
  useShortcut('f8', () => chooseMode(mode === 'entry' ? 'exit' : 'entry'), { label: t`Entry or exit`, group: t`Scan` });
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line bg-surface px-5 py-2">
      {children}
      <GateSelect gates={gates} />
      <Segmented
        label={t`Direction`}
        value={mode}
        onValue={chooseMode}
        className="ml-auto"
        options={[
          { value: 'entry', label: t`Entry`, icon: LogIn },
          { value: 'exit', label: t`Exit`, icon: LogOut, keys: 'f8' },
        ]}
      />
    </div>
  );
}
