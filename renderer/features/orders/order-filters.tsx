import { useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listEvents } from '../../../src/shared/events.ts';
import { orderStatus, type OrderStatus } from '../../../src/shared/orders.ts';
import { Input } from '../../components/input.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Select } from '../../components/select.tsx';
import { useFormat } from '../../lib/format.ts';
import { useAsk } from '../../lib/query.ts';

interface OrderFiltersProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onDown: () => void;
  readonly onEnter: () => void;
}

const ANY = 'any';

export function OrderFilters({ typed, onTyped, onDown, onEnter }: OrderFiltersProps) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/orders' });
  const { data: events = [] } = useAsk(listEvents, { query: { pageSize: 200 } });
  const set = (change: Partial<typeof search>): void =>
    void navigate({ to: '.', search: (now) => ({ ...now, ...change }), replace: true });

  const statusNames: Record<OrderStatus, string> = {
    pending: t`Pending`,
    paid: t`Paid`,
    partially_refunded: t`Partly refunded`,
    refunded: t`Refunded`,
    cancelled: t`Cancelled`,
  };

  return (
    <>
      <SearchInput
        label={t`Search orders`}
        placeholder={t`Name, number, e-mail, phone or code…`}
        value={typed}
        onValue={onTyped}
        onDown={onDown}
        onEnter={onEnter}
        autoFocus
      />
      <Select
        aria-label={t`Status`}
        className="w-40!"
        value={search.status ?? ANY}
        onValue={(next) => set({ status: next === ANY ? undefined : next })}
        options={[
          { value: ANY, label: t`Every status` },
          ...orderStatus.options.map((value) => ({ value, label: statusNames[value] })),
        ]}
      />
      <Select
        aria-label={t`Event`}
        className="w-44!"
        value={search.event ?? ANY}
        onValue={(next) => set({ event: next === ANY ? undefined : next })}
        options={[
          { value: ANY, label: t`Every event` },
          ...events.map(({ id, title, date }) => ({ value: id, label: title, note: format.shortDay(date) })),
        ]}
      />
      <Input
        type="date"
        aria-label={t`Day of the order`}
        className="w-36!"
        value={search.date ?? ''}
        onChange={(event) => set({ date: event.target.value === '' ? undefined : event.target.value })}
      />
    </>
  );
}
