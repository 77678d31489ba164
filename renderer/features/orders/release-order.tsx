import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getEvent, listEvents } from '../../../src/shared/events.ts';
import { orderHistory } from '../../../src/shared/order-history.ts';
import { getOrder, listOrders, type OrderOut, releaseOrder } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useToast } from '../../components/toast.tsx';
import { useChange } from '../../lib/query.ts';

/** Gives a pending order's places back before its time runs out; the time that is left counts down beside it. */
export function ReleaseOrder({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const release = useChange(releaseOrder, { refreshes: [getOrder, listOrders, getEvent, listEvents, orderHistory] });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Release…`}</Button>
      {order.holdExpiresAt !== null && (
        <Countdown until={order.holdExpiresAt} className="ml-auto self-center text-sm" />
      )}
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
