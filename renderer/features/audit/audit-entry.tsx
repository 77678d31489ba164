import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../components/button.tsx';
import { Sheet } from '../../components/dialog.tsx';
import { useFormat } from '../../lib/format.ts';
import { useActionName } from './action-name.ts';
import { type Audited } from './audited.ts';

interface AuditEntryProps {
  readonly entry: Audited;
  readonly zone: string;
  readonly onClose: () => void;
}

/** One entry with each value before and after. */
export function AuditEntry({ entry, zone, onClose }: AuditEntryProps) {
  const { t } = useLingui();
  const format = useFormat();
  const actionName = useActionName();
  const names = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  return (
    <Sheet
      open
      onClose={onClose}
      title={actionName(entry.action)}
      description={`${entry.actorName ?? t`The box office itself`} · ${format.longDateTime(entry.at, zone)}`}
    >
      {entry.subjectId !== null && <Subject id={entry.subjectId} />}
      {names.length === 0 ? (
        <p className="text-muted">{t`Nothing more is kept of this.`}</p>
      ) : (
        <table className="w-full table-fixed border-collapse text-sm">
          <thead>
            <tr className="border-b border-line text-left text-muted">
              <th className="w-1/4 py-1.5 pr-2 font-medium">{t`Value`}</th>
              <th className="py-1.5 pr-2 font-medium">{t`Before`}</th>
              <th className="py-1.5 font-medium">{t`After`}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const [before, after] = [shown(entry.before?.[name]), shown(entry.after?.[name])];
              return (
                <tr key={name} className="border-b border-line/70 align-top select-text">
                  <td className="py-1.5 pr-2 break-words">{name}</td>
                  <td className="py-1.5 pr-2 break-words text-muted">{before}</td>
                  <td className={before === after ? 'py-1.5 break-words text-muted' : 'py-1.5 font-medium break-words'}>
                    {after}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Sheet>
  );
}

/** What it is about, with the way there where a screen shows it. */
function Subject({ id }: { id: string }) {
  const { t } = useLingui();
  return (
    <p className="mb-3 flex items-center gap-3">
      <span className="font-mono text-sm text-muted select-text">{id}</span>
      {id.startsWith('ord_') && (
        <Link to="/orders/$orderId" params={{ orderId: id }} className={buttonClass('normal', 'sm')}>
          {t`Open the order`}
        </Link>
      )}
      {id.startsWith('evt_') && (
        <Link to="/manage/events/$eventId" params={{ eventId: id }} className={buttonClass('normal', 'sm')}>
          {t`Open the event`}
        </Link>
      )}
    </p>
  );
}

const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
