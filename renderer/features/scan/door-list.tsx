import { useLingui } from '@lingui/react/macro';
import { ScanLine, Undo2, WifiOff } from 'lucide-react';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/button.tsx';
import { EntryBadge } from '../../components/entry-badge.tsx';
import { EmptyState } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import type { DoorLine } from './door-lines.ts';

interface DoorListProps {
  readonly lines: readonly DoorLine[];
  /** The gate of this machine; other gates are named. */
  readonly gate: string | null;
  readonly zone: string | undefined;
  readonly onUndo: (line: DoorLine) => void;
}

/** The last scans with what came of them. */
export function DoorList({ lines, gate, zone, onUndo }: DoorListProps) {
  const { t } = useLingui();
  if (lines.length === 0) {
    return (
      <EmptyState icon={ScanLine} title={t`Nobody has been scanned yet`}>
        {t`Each scan stands here with its result.`}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t`Last scans`}>
      {lines.map((line) => (
        <DoorRow
          key={line.key}
          line={line}
          otherGate={line.gate === gate ? null : line.gate}
          zone={zone}
          onUndo={onUndo}
        />
      ))}
    </ul>
  );
}

interface DoorRowProps extends Pick<DoorListProps, 'zone' | 'onUndo'> {
  readonly line: DoorLine;
  readonly otherGate: string | null;
}

function DoorRow({ line, otherGate, zone, onUndo }: DoorRowProps) {
  const { t } = useLingui();
  const format = useFormat();
  const name = line.who ?? line.what ?? t`No name`;
  const details = [format.time(line.at, zone), line.who === null ? null : line.what, otherGate];
  return (
    <li className="flex min-h-12 items-center gap-2 border-b border-line/70 px-4 py-1 last:border-0">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="figures block truncate text-sm text-muted">{details.filter(Boolean).join(' · ')}</span>
      </span>
      {line.result === 'unknown' ? (
        <Badge tone="warn" icon={WifiOff}>{t`No answer`}</Badge>
      ) : (
        <EntryBadge result={line.result} />
      )}
      {line.undo !== null ? (
        <IconButton icon={Undo2} size="sm" label={t`Take the admission of ${name} back`} onClick={() => onUndo(line)} />
      ) : (
        <span className="w-control-sm shrink-0" />
      )}
    </li>
  );
}
