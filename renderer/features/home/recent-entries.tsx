import { useLingui } from '@lingui/react/macro';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { type liveEvent } from '../../../src/shared/events.ts';
import { EntryBadge } from '../../components/entry-badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';

interface RecentEntriesProps {
  readonly live: AnswerOf<typeof liveEvent> | undefined;
  readonly zone: string;
}

/** What happened at the door just now, the latest first. */
export function RecentEntries({ live, zone }: RecentEntriesProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Panel title={t`At the door`}>
      {live === undefined ? (
        <SkeletonLines />
      ) : live.recent.length === 0 ? (
        <p className="m-auto p-6 text-muted">{t`Nobody has been scanned yet.`}</p>
      ) : (
        <Scroller>
          <ul>
            {live.recent.map((entry, index) => (
              <li
                key={`${entry.at}${entry.ticketId}${index}`}
                className="grid h-9.5 grid-cols-[4.5rem_minmax(0,1fr)_minmax(0,8rem)_9rem] items-center gap-3 border-b border-line/70 px-4 last:border-0"
              >
                <time className="figures text-muted">{format.timeWithSeconds(entry.at, zone)}</time>
                <span className="truncate">
                  {entry.ticketId !== null && (
                    <span className="mr-2 font-medium">{entry.holderName ?? t`No name`}</span>
                  )}
                  <span className="text-muted">{entry.tierName}</span>
                </span>
                <span className="truncate text-muted">{entry.gate}</span>
                <span className="justify-self-end">
                  <EntryBadge result={entry.result} />
                </span>
              </li>
            ))}
          </ul>
        </Scroller>
      )}
    </Panel>
  );
}
