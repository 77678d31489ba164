import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleCheck, TriangleAlert } from 'lucide-react';
import { attention, type AttentionItem } from '../../../src/shared/attention.ts';
import { Panel } from '../../components/panel.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';

/** What needs a person, each line with the way there; calm where nothing does. */
export function AttentionPanel() {
  const { t } = useLingui();
  const asked = useAsk(attention, {}, { every: 10_000 });
  return (
    <Panel title={t`Needs attention`}>
      {asked.data === undefined ? (
        asked.error ? (
          <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <SkeletonLines count={2} />
        )
      ) : asked.data.length === 0 ? (
        <p className="m-auto flex items-center gap-2 p-4 text-base text-muted">
          <CircleCheck aria-hidden className="size-5 text-good" />
          {t`All is well. Nothing needs you.`}
        </p>
      ) : (
        <Scroller>
          <ul>
            {asked.data.map((item) => (
              <Line key={item.code} item={item} />
            ))}
          </ul>
        </Scroller>
      )}
    </Panel>
  );
}

function Line({ item }: { item: AttentionItem }) {
  const { t } = useLingui();
  const format = useFormat();
  const sentence = useSentence();
  return (
    <li className="border-b border-line/70 last:border-0">
      <Link
        to={item.link}
        className="flex items-center gap-3 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{sentence(item)}</span>
          {item.since !== null && item.code !== 'holds_ending' && (
            <span className="block text-sm text-muted">{t`since ${format.relative(item.since)}`}</span>
          )}
        </span>
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
      </Link>
    </li>
  );
}

function useSentence(): (item: AttentionItem) => string {
  const { t } = useLingui();
  return ({ code, count }) =>
    ({
      webhook_gone: t`The webhook’s endpoint is gone: it was switched off`,
      webhook_failing: t`${plural(count, {
        one: 'The webhook’s endpoint did not take # message',
        other: 'The webhook’s endpoint did not take # messages',
      })}`,
      webhook_off: t`The webhook is switched off`,
      mail_no_server: t`${plural(count, {
        one: '# mail waits: there is no mail server',
        other: '# mails wait: there is no mail server',
      })}`,
      mail_failing: t`${plural(count, { one: '# mail did not go out', other: '# mails did not go out' })}`,
      backup_none: t`There is no backup yet`,
      backup_old: t`The newest backup is more than a day old`,
      conflicts_open: t`${plural(count, {
        one: '# entry of an offline scanner disagrees with the ledger',
        other: '# entries of offline scanners disagree with the ledger',
      })}`,
      holds_ending: t`${plural(count, {
        one: '# order is released within five minutes unless it is paid',
        other: '# orders are released within five minutes unless they are paid',
      })}`,
      prints_failed: t`${plural(count, { one: '# print did not come out', other: '# prints did not come out' })}`,
    })[code];
}
