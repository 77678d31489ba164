import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { CircleCheck, Clock, type LucideIcon, Printer, Undo2 } from 'lucide-react';
import { Button, buttonClass } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { PrintNotice } from '../../components/print-notice.tsx';
import { useFormat } from '../../lib/format.ts';
import { useFirstFocus } from '../../lib/use-first-focus.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import type { SoldOrder } from './attempt.ts';
import { SoldMoney } from './sold-money.tsx';
import { HeldTickets, SoldTickets } from './sold-tickets.tsx';
import { nextSale } from './till.ts';
import { useAutoPrint, usePrintTickets } from './use-print-tickets.ts';

/** After the sale: what goes back to the customer first, then the tickets. Enter begins the next one. */
export function SoldScreen({ order, onUndo }: { order: SoldOrder; onUndo: (() => void) | null }) {
  const { t } = useLingui();
  const print = usePrintTickets();
  const first = useFirstFocus<HTMLButtonElement>();
  const group = t`Sell`;
  const isHeld = order.status === 'pending';
  useAutoPrint(isHeld ? null : order.id);
  useShortcut('mod+p', () => print(order.id), { label: t`Print the tickets`, group, enabled: !isHeld });
  useShortcut('enter', nextSale, { label: t`Next sale`, group });
  return (
    <div className="flex h-full">
      <div className="flex w-104 shrink-0 flex-col border-r border-line bg-surface p-7">
        {isHeld ? <HeldHeading order={order} /> : <SoldHeading order={order} />}
        {isHeld && order.holdExpiresAt !== null && (
          <Countdown until={order.holdExpiresAt} className="mt-5 text-2xl font-semibold" />
        )}
        <SoldMoney order={order} />
        <div className="mt-auto flex flex-col gap-2.5">
          <Button
            look="primary"
            size="lg"
            ref={first}
            // The Enter that made the sale may still be held down.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
            onClick={nextSale}
            className="h-14! w-full text-xl!"
          >
            {t`Next sale`}
            <Kbd keys="enter" />
          </Button>
          {!isHeld && <PrintNotice about={order.id} onRetry={() => print(order.id)} />}
          {!isHeld && (
            <Button size="lg" icon={Printer} onClick={() => print(order.id)}>
              {t`Print the tickets`}
              <Kbd keys="mod+p" />
            </Button>
          )}
          <div className="flex gap-2.5">
            <Link
              to="/orders/$orderId"
              params={{ orderId: order.id }}
              // What is held goes on there; here the next one begins.
              {...(isHeld && { onClick: nextSale })}
              className={`${buttonClass('normal', 'lg')} flex-1`}
            >
              {isHeld ? t`Take the money` : t`Open the order`}
            </Link>
            {onUndo && !isHeld && (
              <Button look="quiet" size="lg" icon={Undo2} onClick={onUndo} className="flex-1 px-2!">
                {t`Undo the sale…`}
              </Button>
            )}
          </div>
        </div>
      </div>
      <div className="min-w-0 flex-1 overflow-y-auto p-7">
        <h2 className="mb-4 text-base font-semibold text-muted">
          <Plural value={order.tickets.length} one="# ticket" other="# tickets" />
        </h2>
        {isHeld ? <HeldTickets order={order} /> : <SoldTickets order={order} />}
      </div>
    </div>
  );
}

interface HeadingProps {
  readonly icon: LucideIcon;
  readonly look: string;
  readonly title: string;
  readonly order: SoldOrder;
}

function Heading({ icon: Icon, look, title, order }: HeadingProps) {
  return (
    <output className="flex items-center gap-4">
      <span className={`flex size-16 shrink-0 items-center justify-center rounded-full ${look}`}>
        <Icon aria-hidden className="size-9" />
      </span>
      <span className="min-w-0">
        <span className="block text-2xl font-semibold">{title}</span>
        <span className="block truncate text-base text-muted">
          <span className="select-text">{order.orderNumber}</span>
          {order.customerName !== null && ` · ${order.customerName}`}
        </span>
      </span>
    </output>
  );
}

function SoldHeading({ order }: { order: SoldOrder }) {
  const { t } = useLingui();
  return <Heading icon={CircleCheck} look="bg-good-soft text-good" title={t`Sold`} order={order} />;
}

function HeldHeading({ order }: { order: SoldOrder }) {
  const { t } = useLingui();
  const format = useFormat();
  const until = format.time(order.holdExpiresAt ?? order.createdAt);
  return <Heading icon={Clock} look="bg-warn-soft text-warn" title={t`Held until ${until}`} order={order} />;
}
