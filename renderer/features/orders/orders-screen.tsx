import { useLingui } from '@lingui/react/macro';
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Banknote, Download, ReceiptText, SearchX } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { getOrder, listOrders, type OrderOut } from '../../../src/shared/orders.ts';
import { Button, buttonClass } from '../../components/button.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { ask, queryClient, useRows } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { ExportOrders } from './export-orders.tsx';
import { OrderFilters } from './order-filters.tsx';
import { useOrderColumns } from './order-columns.tsx';

/** Every order: found as one types, shown beside the list. */
export function OrdersScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/orders' });
  const { orderId } = useParams({ strict: false });
  const [typed, setTyped] = useState(search.q ?? '');
  const q = useDebounced(typed.trim());
  const mayExport = useMay('manager');
  const [exporting, setExporting] = useState(false);
  const [opening, setOpening] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  const columns = useOrderColumns();

  useEffect(() => {
    void navigate({ to: '.', search: (now) => ({ ...now, q: q === '' ? undefined : q }), replace: true });
  }, [q, navigate]);

  const { status, event, date } = search;
  const query = { ...(q && { q }), ...(status && { status }), ...(event && { event }), ...(date && { date }) };
  const { rows, isPending, isCatchingUp, error, retry } = useRows(listOrders, query, { every: 15_000 });
  const filtered = Object.keys(query).length > 0;

  const show = (order: OrderOut, replace: boolean): void => {
    // The list knows the whole order already, so the panel has it at once.
    queryClient.setQueryData(ask(getOrder, { params: { id: order.id } }).queryKey, order);
    void navigate({ to: '/orders/$orderId', params: { orderId: order.id }, search: (now) => now, replace });
  };
  // Enter opens the best of what was typed, once that is what the list shows: a scanned code and its Enter arrive at once.
  const isSettled = q === typed.trim() && q === (search.q ?? '') && !isPending && !isCatchingUp;
  const showFirst = useEffectEvent(() => {
    const first = rows.at(0);
    setOpening(false);
    if (first === undefined) return;
    show(first, false);
    grid.current?.focus();
  });
  useEffect(() => {
    if (opening && isSettled) showFirst();
  }, [opening, isSettled]);
  const close = (): void => {
    void navigate({ to: '/orders', search: (now) => now });
    grid.current?.focus();
  };
  useShortcut('escape', close, { label: t`Close the order`, group: t`Orders`, enabled: orderId !== undefined });

  const clear = (): void => {
    setTyped('');
    void navigate({ to: '.', search: {}, replace: true });
  };

  return (
    <Screen
      title={t`Orders`}
      note={!isPending && <span className="figures text-base text-muted">{format.number(rows.count)}</span>}
      tools={
        <OrderFilters
          typed={typed}
          onTyped={setTyped}
          onDown={() => grid.current?.focus()}
          onEnter={() => setOpening(true)}
        />
      }
      actions={
        <>
          {mayExport && (
            <Button icon={Download} onClick={() => setExporting(true)}>
              {t`Export…`}
            </Button>
          )}
          <Link to="/sell" className={buttonClass('primary')}>
            <Banknote aria-hidden className="size-4" />
            {t`Sell`}
          </Link>
        </>
      }
    >
      <div className="flex h-full">
        <div className="min-w-0 flex-1">
          {error ? (
            <ErrorState error={error} onRetry={retry} />
          ) : isPending ? (
            <SkeletonLines count={10} />
          ) : rows.count > 0 ? (
            <DataGrid
              ref={grid}
              label={t`Orders`}
              rows={rows}
              columns={columns}
              keyOf={({ id }) => id}
              openKey={orderId}
              dimmed={isCatchingUp}
              onOpen={(order) => show(order, false)}
              onMove={(order) => {
                if (orderId !== undefined) show(order, true);
              }}
            />
          ) : filtered ? (
            <EmptyState
              icon={SearchX}
              title={t`No order fits`}
              action={<Button onClick={clear}>{t`Show all orders`}</Button>}
            >
              {t`The search knows names, order numbers, e-mail addresses, phone numbers and ticket codes, each from its beginning.`}
            </EmptyState>
          ) : (
            <EmptyState icon={ReceiptText} title={t`No orders yet`}>
              {t`Every sale, from the counter or from outside, is listed here at once.`}
            </EmptyState>
          )}
        </div>
        {orderId !== undefined && (
          <aside aria-label={t`Order`} className="flex w-[30rem] shrink-0 flex-col border-l border-line bg-surface">
            <Outlet />
          </aside>
        )}
      </div>
      {exporting && <ExportOrders filters={{ status, event, date }} onClose={() => setExporting(false)} />}
    </Screen>
  );
}
