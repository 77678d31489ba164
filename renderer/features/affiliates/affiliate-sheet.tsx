import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { affiliateLinks } from '../../../src/shared/affiliates.ts';
import { Button } from '../../components/button.tsx';
import { Sheet } from '../../components/dialog.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';
import { type Affiliate } from './affiliate.ts';
import { AffiliateLink } from './affiliate-link.tsx';
import { PayoutDialog } from './payout-dialog.tsx';
import { Payouts } from './payouts.tsx';

/** One affiliate: what they brought and are owed, their links, and what was paid out. */
export function AffiliateSheet({ affiliate, onClose }: { affiliate: Affiliate; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [paying, setPaying] = useState(false);
  const links = useAsk(affiliateLinks, { params: { id: affiliate.id } });
  const money = (amount: string): string => format.money(amount, affiliate.currency);
  const figures = [
    [t`Sales`, money(affiliate.sales)],
    [t`Earned`, money(affiliate.earnings)],
    [t`Paid out`, money(affiliate.paidOut)],
    [t`Owed`, money(affiliate.balance)],
  ] as const;
  return (
    <Sheet
      open
      onClose={onClose}
      title={affiliate.name}
      description={`${affiliate.email} · ${affiliate.code} · ${format.percent(affiliate.commissionRate)}`}
      footer={
        <Button look="primary" disabled={Number(affiliate.balance) <= 0} onClick={() => setPaying(true)}>
          {t`Record a payout…`}
        </Button>
      }
    >
      <dl className="grid grid-cols-4 gap-3 rounded-md bg-sunken px-4 py-3">
        {figures.map(([label, figure]) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="figures text-lg font-semibold">{figure}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-5 mb-1 text-sm font-semibold">{t`Links`}</h3>
      {links.error ? (
        <ErrorState error={links.error} onRetry={() => void links.refetch()} />
      ) : links.data === undefined ? (
        <SkeletonLines count={3} />
      ) : links.data.length === 0 ? (
        <p className="text-muted">{t`Links are there once an event is published.`}</p>
      ) : (
        <ul>
          {links.data.map((link) => (
            <AffiliateLink key={link.eventId} link={link} code={affiliate.code} />
          ))}
        </ul>
      )}
      <h3 className="mt-5 mb-1 text-sm font-semibold">{t`Payouts`}</h3>
      <Payouts affiliateId={affiliate.id} />
      {paying && <PayoutDialog affiliate={affiliate} onClose={() => setPaying(false)} />}
    </Sheet>
  );
}
