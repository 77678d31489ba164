import { Plural, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Download, Eraser, X } from 'lucide-react';
import { useState } from 'react';
import { customerData, getCustomer } from '../../../src/shared/customers.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { OrderBadge } from '../../components/status-badge.tsx';
import { useToast } from '../../components/toast.tsx';
import { call } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { saveText } from '../../lib/save-from-server.ts';
import { type Customer } from './customer.ts';
import { EraseDialog } from './erase-dialog.tsx';

/** One customer beside the list. */
export function CustomerPanel() {
  const { customerId } = useParams({ from: '/shell/customers/$customerId' });
  const { data, error, refetch } = useAsk(getCustomer, { params: { id: customerId } });
  if (data !== undefined) return <OneCustomer key={data.id} customer={data} />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonLines count={8} />;
}

function OneCustomer({ customer }: { customer: Customer }) {
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const navigate = useNavigate();
  const mayErase = useMay('manager');
  const [erasing, setErasing] = useState(false);
  const [saving, setSaving] = useState(false);

  const saveData = async (): Promise<void> => {
    setSaving(true);
    try {
      const data = await call(customerData, { params: { id: customer.id } });
      const saved = await saveText(JSON.stringify(data, null, 2), `customer-${customer.id}.json`, 'application/json');
      if (saved) toast.done(t`Saved`);
    } catch (error) {
      toast.failed(error);
    } finally {
      setSaving(false);
    }
  };

  return (
    <>
      <header className="shrink-0 border-b border-line px-5 py-3.5">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h2 className="truncate text-xl font-semibold tracking-tight select-text">{customer.name ?? t`No name`}</h2>
            <p className="mt-0.5 truncate text-base text-muted select-text">
              {[customer.email, customer.phone].filter(Boolean).join(' · ') || t`No address`}
            </p>
          </div>
          <Link
            to="/customers"
            search={(now) => now}
            aria-label={t`Close the customer`}
            title={t`Close the customer`}
            className={`${buttonClass('quiet', 'sm')} -mt-1 -mr-2 size-control-sm px-0!`}
          >
            <X aria-hidden className="size-4.5" />
          </Link>
        </div>
        <dl className="mt-3 flex gap-8">
          <div>
            <dt className="text-sm text-muted">{t`Spent`}</dt>
            <dd className="figures text-xl font-semibold">{format.money(customer.totalSpent, customer.currency)}</dd>
          </div>
          <div>
            <dt className="text-sm text-muted">{t`Paid orders`}</dt>
            <dd className="figures text-xl font-semibold">{format.number(customer.orderCount)}</dd>
          </div>
        </dl>
      </header>
      <section aria-label={t`Orders`} className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        <h3 className="px-5 pt-3.5 pb-1 text-sm font-semibold">
          <Plural value={customer.orders.length} one="# order" other="# orders" />
        </h3>
        <ul>
          {customer.orders.map((order) => (
            <li key={order.id}>
              <Link
                to="/orders/$orderId"
                params={{ orderId: order.id }}
                className="flex items-center gap-3 border-b border-line/70 px-5 py-2 transition-colors hover:bg-sunken"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{order.eventTitle}</span>
                  <span className="figures block text-sm text-muted">
                    {order.orderNumber} · {format.dateTime(order.createdAt)}
                  </span>
                </span>
                <OrderBadge status={order.status} />
                <span className="figures w-20 shrink-0 text-right">{format.money(order.total, order.currency)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {mayErase && (
        <footer className="flex shrink-0 gap-2 border-t border-line px-5 py-3">
          <Button icon={Download} busy={saving} onClick={() => void saveData()}>
            {t`Save their data…`}
          </Button>
          <Button look="quiet" icon={Eraser} className="ml-auto text-bad!" onClick={() => setErasing(true)}>
            {t`Erase…`}
          </Button>
        </footer>
      )}
      {erasing && (
        <EraseDialog
          customer={customer}
          onClose={() => setErasing(false)}
          onErased={() => void navigate({ to: '/customers', search: (now) => now })}
        />
      )}
    </>
  );
}
