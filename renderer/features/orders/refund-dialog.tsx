import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getEvent, listEvents } from '../../../src/shared/events.ts';
import { orderHistory } from '../../../src/shared/order-history.ts';
import { getOrder, listOrders, type OrderOut, refundOrder } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useToast } from '../../components/toast.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import { isApiError } from '../../lib/api.ts';
import { refresh, useChange } from '../../lib/query.ts';
import { isAlive, previewRefund, refundBody, type RefundChoice, waysBack } from './refund-choice.ts';
import { RefundItems } from './refund-items.tsx';

const FORM = 'refund-form';

/** Gives money back: single tickets and add-ons, an amount, or all that is left. What remains is shown before it is done. */
export function RefundDialog({ order, onClose }: { order: OrderOut; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const methodName = useMethodName();
  const [choice, setChoice] = useState<RefundChoice>({
    kind: order.tickets.filter(isAlive).length > 1 ? 'tickets' : 'everything',
    ticketIds: new Set(),
    addOns: new Map(),
    amount: '',
    reason: '',
  });
  const change = (part: Partial<RefundChoice>): void => setChoice((now) => ({ ...now, ...part }));
  const preview = previewRefund(order, choice);
  const money = (amount: string): string => format.money(amount, order.currency);
  const refund = useChange(refundOrder, {
    refreshes: [getOrder, listOrders, getEvent, listEvents, orderHistory],
    onDone: (done) => {
      toast.done(
        t`${money(done.refundAmount)} refunded`,
        done.isFullRefund ? t`Its tickets no longer open the door.` : undefined,
      );
      onClose();
    },
  });
  const back = waysBack(order, preview.refund);
  const elsewhere = back.some(({ method }) => method === 'external');
  // It is reserved and goes on by itself: pressed again it would be a second one.
  const waits = isApiError(refund.error) && refund.error.code === 'refund_waiting';
  const nothingPaid = Number(order.total) === 0;

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Refund ${order.orderNumber}`}
      description={order.customerName ?? undefined}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            type="submit"
            form={FORM}
            look="danger"
            busy={refund.isPending}
            disabled={waits || preview.problem !== null}
          >
            {nothingPaid ? t`Cancel the tickets` : t`Refund ${money(preview.refund)}`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (preview.problem !== null || waits || refund.isPending) return;
          refund.mutate(
            { params: { id: order.id }, body: refundBody(choice) },
            { onError: () => void refresh(getOrder, listOrders) },
          );
        }}
      >
        <Segmented
          label={t`What to refund`}
          value={choice.kind}
          onValue={(kind) => change({ kind })}
          options={[
            { value: 'tickets', label: t`Tickets` },
            { value: 'amount', label: t`An amount` },
            { value: 'everything', label: t`Everything left` },
          ]}
        />
        {choice.kind === 'tickets' && <RefundItems order={order} choice={choice} onChange={change} />}
        {choice.kind === 'amount' && (
          <Field
            label={t`Amount`}
            hint={t`The tickets stay valid as long as something is left.`}
            error={preview.problem === 'too_much' ? t`That is more than is left to refund.` : undefined}
          >
            {(ids) => (
              <MoneyInput
                {...ids}
                autoFocus
                currency={order.currency}
                value={choice.amount}
                onValue={(amount) => change({ amount })}
                className="w-44!"
              />
            )}
          </Field>
        )}
        {choice.kind === 'everything' && (
          <p className="text-base">{t`All money that is left goes back and every ticket of the order is refused at the door from now on.`}</p>
        )}
        <Field label={t`Reason`} optional={t`optional`}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={300}
              value={choice.reason}
              onChange={(event) => change({ reason: event.target.value })}
            />
          )}
        </Field>
        <dl className="figures grid grid-cols-3 rounded-md bg-sunken py-2.5 text-center">
          <Sum term={t`Left to refund`} value={money(preview.left)} />
          <Sum term={t`This refund`} value={money(preview.refund)} strong />
          <Sum term={t`Left after it`} value={money(preview.leftAfter)} />
        </dl>
        {back.length > 0 && (
          <ul aria-label={t`How the money goes back`} className="flex flex-wrap gap-x-6 gap-y-1 px-1 text-base">
            {back.map(({ method, amount }) => (
              <li key={method}>
                {t`Back by ${methodName(method)}:`} <span className="figures font-semibold">{money(amount)}</span>
              </li>
            ))}
          </ul>
        )}
        {elsewhere && (
          <p className="text-base text-warn">{t`This was paid elsewhere: hand out no cash, give it back where it was paid.`}</p>
        )}
        <ErrorNote error={refund.error} />
      </form>
    </Dialog>
  );
}

const Sum = ({ term, value, strong = false }: { term: string; value: string; strong?: boolean }) => (
  <div className="border-l border-line first:border-0">
    <dt className="text-sm text-muted">{term}</dt>
    <dd className={strong ? 'text-xl font-semibold' : 'text-xl'}>{value}</dd>
  </div>
);
