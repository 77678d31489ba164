import { useLingui } from '@lingui/react/macro';
import { listPayouts } from '../../../src/shared/affiliates.ts';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';

/** What was paid out, newest first: the last hundred. */
export function Payouts({ affiliateId }: { affiliateId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data, error, refetch } = useAsk(listPayouts, { params: { id: affiliateId }, query: { pageSize: 100 } });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonLines count={2} />;
  if (data.length === 0) return <p className="text-muted">{t`Nothing was paid out yet.`}</p>;
  return (
    <ul>
      {data.map((payout) => (
        <li key={payout.id} className="flex items-baseline gap-3 border-b border-line/70 py-2">
          <span className="min-w-0 flex-1">
            <span className="figures block text-muted">{format.dateTime(payout.createdAt)}</span>
            <span className="block truncate text-sm text-muted select-text">
              {[payout.note, payout.paidBy].filter(Boolean).join(' · ')}
            </span>
          </span>
          <span className="figures font-medium">{format.money(payout.amount, payout.currency)}</span>
        </li>
      ))}
    </ul>
  );
}
