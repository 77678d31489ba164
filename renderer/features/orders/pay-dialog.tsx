import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getEvent, listEvents } from '../../../src/shared/events.ts';
import { formatMoney, parseMoney, ZERO } from '../../../src/shared/money.ts';
import { orderHistory } from '../../../src/shared/order-history.ts';
import { getOrder, listOrders, type OrderOut, payOrder } from '../../../src/shared/orders.ts';
import { myTill } from '../../../src/shared/tills.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { SplitFields } from '../../components/split-fields.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useChange } from '../../lib/query.ts';
import { EMPTY_SPLIT, previewSplit } from '../../lib/split.ts';
import { play } from '../../lib/sounds.ts';

const FORM = 'pay-form';

type Method = 'cash' | 'card' | 'split' | 'comp';

/** Takes the money of an order that waits for it. */
export function PayDialog({ order, onClose }: { order: OrderOut; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [method, setMethod] = useState<Method>('cash');
  const [tendered, setTendered] = useState('');
  const [note, setNote] = useState('');
  const money = (amount: string): string => format.money(amount, order.currency);
  const pay = useChange(payOrder, {
    refreshes: [getOrder, listOrders, getEvent, listEvents, myTill, orderHistory],
    onDone: ({ change }) => {
      play('sold');
      if (change === null || Number(change) === 0) onClose();
    },
  });
  const [split, setSplit] = useState(EMPTY_SPLIT);
  const total = parseMoney(order.total, order.currency) ?? ZERO;
  const parts = previewSplit(split, total, order.currency).payments;
  const given = parseMoney(tendered, order.currency);
  const tooLittle = given !== null && given < total;
  const notReady = method === 'split' ? parts === null : method === 'cash' && tooLittle;

  if (pay.data) {
    return (
      // Another dialog than the form's, so that the focus moves to what is to be pressed now.
      <Dialog
        key="change"
        open
        onClose={onClose}
        size="sm"
        title={t`Paid`}
        footer={<Button look="primary" onClick={onClose}>{t`Done`}</Button>}
      >
        <p className="text-base text-muted">{t`Change`}</p>
        <p className="figures text-display font-semibold tracking-tight">{money(pay.data.change ?? '0')}</p>
      </Dialog>
    );
  }

  const body = {
    cash: { payment: { method: 'cash' as const, ...(tendered === '' ? {} : { tendered }) } },
    card: { payment: { method: 'card' as const, reference: note } },
    split: { payments: parts ?? [] },
    comp: { payment: { method: 'comp' as const, reason: note } },
  }[method];

  return (
    <Dialog
      open
      onClose={onClose}
      size={method === 'split' ? 'md' : 'sm'}
      title={t`Take ${money(order.total)}`}
      description={`${order.orderNumber} · ${order.eventTitle}`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={pay.isPending} disabled={notReady}>
            {method === 'comp' ? t`Give it away` : t`Paid`}
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
          if (!notReady && !pay.isPending) pay.mutate({ params: { id: order.id }, body });
        }}
      >
        <Segmented
          label={t`Paid by`}
          value={method}
          onValue={(next) => {
            setMethod(next);
            setNote('');
          }}
          options={[
            { value: 'cash', label: t`Cash` },
            { value: 'card', label: t`Card` },
            { value: 'split', label: t`Split` },
            { value: 'comp', label: t`Comp` },
          ]}
        />
        {method === 'split' ? (
          <SplitFields total={total} currency={order.currency} split={split} onSplit={setSplit} />
        ) : method === 'cash' ? (
          <Field
            label={t`Cash given`}
            hint={
              given !== null && !tooLittle
                ? t`Change: ${money(formatMoney(given - total, order.currency))}`
                : t`Empty means exactly ${money(order.total)}.`
            }
            error={tooLittle ? t`That is less than the order costs.` : undefined}
          >
            {(ids) => (
              <MoneyInput
                {...ids}
                key="cash"
                autoFocus
                currency={order.currency}
                value={tendered}
                onValue={setTendered}
              />
            )}
          </Field>
        ) : (
          <Field
            label={method === 'card' ? t`Slip number` : t`Why it is given away`}
            optional={method === 'card' ? t`optional` : undefined}
          >
            {(ids) => (
              <Input
                {...ids}
                key={method}
                autoFocus
                value={note}
                maxLength={120}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        )}
        <ErrorNote error={pay.error} />
      </form>
    </Dialog>
  );
}
