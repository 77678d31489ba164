import { useLingui } from '@lingui/react/macro';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Download, SearchX, Users } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { listCustomers } from '../../../src/shared/customers.ts';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Screen } from '../../components/screen.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { EmptyState, ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useRows } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { type Customer } from './customer.ts';
import { ExportCustomers } from './export-customers.tsx';

/** Everybody who bought, found as one types, shown beside the list. */
export function CustomersScreen() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/customers' });
  const { customerId } = useParams({ strict: false });
  const mayExport = useMay('manager');
  const [typed, setTyped] = useState(search.q ?? '');
  const [exporting, setExporting] = useState(false);
  const q = useDebounced(typed.trim());
  const grid = useRef<HTMLDivElement>(null);
  const columns = useColumns();
  useEffect(() => {
    void navigate({ to: '.', search: (now) => ({ ...now, q: q === '' ? undefined : q }), replace: true });
  }, [q, navigate]);

  const { rows, isPending, isCatchingUp, error, retry } = useRows(listCustomers, q === '' ? {} : { q });
  const show = ({ id }: Customer, replace: boolean): void =>
    void navigate({ to: '/customers/$customerId', params: { customerId: id }, search: (now) => now, replace });
  const close = (): void => {
    void navigate({ to: '/customers', search: (now) => now });
    grid.current?.focus();
  };
  useShortcut('escape', close, {
    label: t`Close the customer`,
    group: t`Customers`,
    enabled: customerId !== undefined,
  });

  return (
    <Screen
      title={t`Customers`}
      note={!isPending && <span className="figures text-base text-muted">{format.number(rows.count)}</span>}
      tools={
        <SearchInput
          label={t`Search customers`}
          placeholder={t`Name, e-mail or phone…`}
          value={typed}
          onValue={setTyped}
          onDown={() => grid.current?.focus()}
          autoFocus
        />
      }
      actions={
        mayExport && (
          <Button icon={Download} onClick={() => setExporting(true)}>
            {t`Export…`}
          </Button>
        )
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
              label={t`Customers`}
              rows={rows}
              columns={columns}
              keyOf={({ id }) => id}
              openKey={customerId}
              dimmed={isCatchingUp}
              onOpen={(customer) => show(customer, false)}
              onMove={(customer) => {
                if (customerId !== undefined) show(customer, true);
              }}
            />
          ) : q === '' ? (
            <EmptyState icon={Users} title={t`No customers yet`}>
              {t`Whoever leaves a name, an e-mail address or a phone number with an order is listed here.`}
            </EmptyState>
          ) : (
            <EmptyState
              icon={SearchX}
              title={t`No customer fits`}
              action={<Button onClick={() => setTyped('')}>{t`Show all customers`}</Button>}
            >
              {t`The search knows names, e-mail addresses and phone numbers, each from its beginning.`}
            </EmptyState>
          )}
        </div>
        {customerId !== undefined && (
          <aside aria-label={t`Customer`} className="flex w-[30rem] shrink-0 flex-col border-l border-line bg-surface">
            <Outlet />
          </aside>
        )}
      </div>
      {exporting && <ExportCustomers onClose={() => setExporting(false)} />}
    </Screen>
  );
}

function useColumns(): readonly Column<Customer>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      id: 'name',
      header: t`Name`,
      width: 'minmax(9rem, 1.2fr)',
      cell: ({ name }) => <span className="font-medium">{name ?? t`No name`}</span>,
    },
    {
      id: 'email',
      header: t`E-mail`,
      width: 'minmax(11rem, 1.4fr)',
      cell: ({ email }) => <span className="text-muted">{email}</span>,
    },
    {
      id: 'phone',
      header: t`Phone`,
      width: '9.5rem',
      from: 700,
      cell: ({ phone }) => <span className="figures text-muted">{phone}</span>,
    },
    {
      id: 'orders',
      header: t`Orders`,
      width: '4.5rem',
      align: 'right',
      cell: ({ orderCount }) => format.number(orderCount),
    },
    {
      id: 'spent',
      header: t`Spent`,
      width: '7rem',
      align: 'right',
      cell: ({ totalSpent, currency }) => format.money(totalSpent, currency),
    },
    {
      id: 'last',
      header: t`Last order`,
      width: '9rem',
      align: 'right',
      from: 860,
      cell: ({ orders: [latest] }) => (
        <span className="text-muted">{latest === undefined ? '–' : format.dateTime(latest.createdAt)}</span>
      ),
    },
  ];
}
