import { useLingui } from '@lingui/react/macro';
import { type EventStatus } from '../../src/shared/events.ts';
import { type OrderOut, type OrderStatus } from '../../src/shared/orders.ts';
import { Badge } from './badge.tsx';

export function OrderBadge({ status }: { status: OrderStatus }) {
  const { t } = useLingui();
  switch (status) {
    case 'pending':
      return <Badge tone="warn">{t`Pending`}</Badge>;
    case 'paid':
      return <Badge tone="good">{t`Paid`}</Badge>;
    case 'partially_refunded':
      return <Badge tone="note">{t`Partly refunded`}</Badge>;
    case 'refunded':
      return <Badge tone="bad">{t`Refunded`}</Badge>;
    case 'cancelled':
      return <Badge>{t`Cancelled`}</Badge>;
  }
}

export function EventBadge({ status }: { status: EventStatus }) {
  const { t } = useLingui();
  switch (status) {
    case 'draft':
      return <Badge>{t`Draft`}</Badge>;
    case 'published':
      return <Badge tone="good">{t`On sale`}</Badge>;
    case 'cancelled':
      return <Badge tone="bad">{t`Cancelled`}</Badge>;
    case 'completed':
      return <Badge tone="note">{t`Completed`}</Badge>;
  }
}

export function TicketBadge({ status }: { status: OrderOut['tickets'][number]['status'] }) {
  const { t } = useLingui();
  switch (status) {
    case 'held':
      return <Badge tone="warn">{t`Held`}</Badge>;
    case 'valid':
      return <Badge tone="good">{t`Valid`}</Badge>;
    case 'checked_in':
      return <Badge tone="note">{t`Admitted`}</Badge>;
    case 'refunded':
      return <Badge tone="bad">{t`Refunded`}</Badge>;
    case 'cancelled':
      return <Badge>{t`Cancelled`}</Badge>;
  }
}
