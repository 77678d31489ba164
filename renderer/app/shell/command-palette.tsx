import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { CalendarPlus, type LucideIcon, ReceiptText, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { mayActAs, type Role } from '../../../src/shared/operation.ts';
import { listOrders } from '../../../src/shared/orders.ts';
import { Kbd } from '../../components/kbd.tsx';
import { OrderBadge } from '../../components/status-badge.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { SCREENS } from './screens.ts';

/** Ctrl+K: any order by half a name, number, e-mail, phone or scanned code, and any screen by its name. */
export function CommandPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop-motion fixed inset-0 z-40 bg-black/45" />
        <Base.Popup className="popup-motion fixed inset-x-0 top-[12vh] z-50 mx-auto w-[40rem] max-w-[calc(100vw-2rem)] overflow-hidden rounded-lg border border-line bg-raised shadow-popup">
          <Base.Title className="sr-only">{t`Search orders and actions`}</Base.Title>
          <Finder onClose={onClose} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

const headingClass =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted';

function Finder({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const person = useMe();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const found = useAsk(listOrders, { query: { q, pageSize: 8 } }, { enabled: q !== '', keepLast: true });
  const orders = typed.trim() === '' ? [] : (found.data ?? []);

  const wanted = typed.trim().toLocaleLowerCase(i18n.locale);
  const says = (label: string): boolean => label.toLocaleLowerCase(i18n.locale).includes(wanted);
  const may = (needs: Role): boolean => person !== undefined && mayActAs(person.role, needs);
  const screens = SCREENS.filter(({ needs, label }) => may(needs) && says(i18n._(label)));
  const createsEvent = may('manager') && says(t`Create an event`);

  const go = (run: () => Promise<void>) => () => {
    onClose();
    void run();
  };

  return (
    <Command label={t`Search orders and actions`} shouldFilter={false} loop>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden className="size-4.5 text-muted" />
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder={t`Name, order number, e-mail, phone or code…`}
          className="h-12 flex-1 bg-transparent text-lg outline-none"
        />
        <Kbd keys="escape" />
      </div>
      <Command.List className={`max-h-[56vh] overflow-y-auto p-1.5 ${headingClass}`}>
        {q !== '' && !found.isPending && orders.length + screens.length === 0 && !createsEvent && (
          <Command.Empty className="px-3 py-8 text-center text-muted">{t`Nothing is found by “${q}”.`}</Command.Empty>
        )}
        {orders.length > 0 && (
          <Command.Group heading={t`Orders`}>
            {orders.map((order) => (
              <Choice
                key={order.id}
                value={order.id}
                icon={ReceiptText}
                onSelect={go(() => navigate({ to: '/orders/$orderId', params: { orderId: order.id } }))}
              >
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{order.customerName ?? t`No name`}</span>
                  <span className="ml-2 text-sm text-muted">
                    {order.orderNumber} · {order.eventTitle}
                  </span>
                </span>
                <OrderBadge status={order.status} />
                <span className="figures w-20 text-right">{format.money(order.total, order.currency)}</span>
              </Choice>
            ))}
          </Command.Group>
        )}
        {(screens.length > 0 || createsEvent) && (
          <Command.Group heading={t`Go to`}>
            {createsEvent && (
              <Choice
                value="create-event"
                icon={CalendarPlus}
                onSelect={go(() => navigate({ to: '/manage/events/new' }))}
              >
                {t`Create an event`}
              </Choice>
            )}
            {screens.map(({ to, label, icon, keys }) => (
              <Choice key={to} value={to} icon={icon} onSelect={go(() => navigate({ to }))}>
                <span className="flex-1">{i18n._(label)}</span>
                {keys !== undefined && <Kbd keys={keys} />}
              </Choice>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

const Choice = ({ value, icon: Icon, onSelect, children }: ChoiceProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex h-10 cursor-default items-center gap-3 rounded-md px-3 text-base data-[selected=true]:bg-selected"
  >
    <Icon aria-hidden className="size-4 shrink-0 text-muted" />
    {children}
  </Command.Item>
);
