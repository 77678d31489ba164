import { useLingui } from '@lingui/react/macro';
import { type DeliveryStatus, type WebhookEvent } from '../../../src/shared/webhooks.ts';
import { Badge } from '../../components/badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { type Delivery } from './delivery.ts';

export function useEventName(): (event: WebhookEvent) => string {
  const { t } = useLingui();
  return (event) =>
    ({
      'order.created': t`An order was paid`,
      'order.refunded': t`An order was refunded`,
      'event.published': t`An event was published`,
      'event.cancelled': t`An event was cancelled`,
      'checkin.completed': t`A ticket was admitted`,
      'webhook.ping': t`Ping`,
    })[event];
}

export function useStatusName(): (status: DeliveryStatus) => string {
  const { t } = useLingui();
  return (status) => ({ pending: t`Waiting`, delivered: t`Delivered`, failed: t`Given up` })[status];
}

export function DeliveryBadge({ delivery: { status, attempts } }: { delivery: Delivery }) {
  const statusName = useStatusName();
  const { t } = useLingui();
  if (status === 'pending' && attempts > 0) return <Badge tone="warn">{t`Trying again`}</Badge>;
  const tone = ({ pending: 'note', delivered: 'good', failed: 'bad' } as const)[status];
  return <Badge tone={tone}>{statusName(status)}</Badge>;
}

/** What became of the last attempt, or what is awaited. */
export function useOutcome(): (delivery: Delivery) => string {
  const { t } = useLingui();
  const format = useFormat();
  return ({ status, attempts, responseStatus, error, nextAttemptAt }) => {
    if (attempts === 0) return t`Not sent yet`;
    const answered = responseStatus === null ? t`No answer: ${error ?? '?'}` : t`Answered ${String(responseStatus)}`;
    if (status !== 'pending' || nextAttemptAt === null) return answered;
    return t`${answered}, again ${format.relative(nextAttemptAt)}`;
  };
}
