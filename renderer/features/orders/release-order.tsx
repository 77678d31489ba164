import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { getEvent, listEvents } from '../../../src/shared/events.ts';
import { getOrder, listOrders, type OrderOut, releaseOrder } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useToast } from '../../components/toast.tsx';
import { useChange } from '../../lib/query.ts';

/** Gives a pending order's places back before its time runs out; the time that is left counts down beside it. */
export function ReleaseOrder({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const release = useChange(releaseOrder, { refreshes: [getOrder, listOrders, getEvent, listEvents] });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Release…`}</Button>
      {order.holdExpiresAt !== null && <Countdown until={order.holdExpiresAt} />}
      <Confirm
        open={asking}
        onClose={close}
        title={t`Give these places back?`}
        action={t`Release`}
        busy={release.isPending}
        onConfirm={() =>
          release.mutate(
            { params: { id: order.id }, body: {} },
            {
              onSuccess: () => toast.done(t`${order.orderNumber} is released`),
              onError: toast.failed,
              onSettled: close,
            },
          )
        }
      >
        {t`The order is cancelled and its places are on sale again.`}
      </Confirm>
    </>
  );
}

function Countdown({ until }: { until: string }) {
  const { t } = useLingui();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span className="figures ml-auto self-center text-sm text-warn">
      {seconds === 0 ? t`ran out` : t`held for ${clock}`}
    </span>
  );
}
