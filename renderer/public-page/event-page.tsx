import { useLingui } from '@lingui/react/macro';
import { CalendarX, Clock, Ticket } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type PublicEvent, type SaleState } from '../../src/shared/public-page.ts';
import { Checkout } from './checkout.tsx';
import { EventFacts } from './event-facts.tsx';
import { forgetOrder, keepOrder, type KeptOrder, keptOrder } from './kept-order.ts';
import { Reserved } from './reserved.tsx';
import { withCode } from './with-code.ts';

interface EventPageProps {
  /** As the server laid it into the page. */
  readonly first: { readonly event: PublicEvent; readonly state: SaleState };
  readonly affiliateCode: string | null;
}

/** One event: what it is, and beside or below it the checkout, the order that was made, or why there is neither. */
export function EventPage({ first, affiliateCode }: EventPageProps) {
  const [event, setEvent] = useState(first.event);
  const [order, setOrder] = useState<KeptOrder | null>(() => keptOrder(first.event.id));
  const state = first.state === 'on_sale' && event.soldOut ? 'sold_out' : first.state;
  return (
    <div className="grid gap-x-10 gap-y-8 py-6 sm:py-10 lg:grid-cols-[minmax(0,1fr)_28rem]">
      <EventFacts event={event} />
      {order !== null ? (
        <Reserved
          order={order}
          event={event}
          onAgain={() => {
            forgetOrder(event.id);
            setOrder(null);
          }}
        />
      ) : state === 'on_sale' ? (
        <Checkout
          event={event}
          affiliateCode={affiliateCode}
          onEvent={setEvent}
          onReserved={(reserved, serverNow) => setOrder(keepOrder(reserved, serverNow))}
        />
      ) : (
        <NotOnSale state={state} affiliateCode={affiliateCode} />
      )}
    </div>
  );
}

function NotOnSale({ state, affiliateCode }: { state: Exclude<SaleState, 'on_sale'>; affiliateCode: string | null }) {
  const { t } = useLingui();
  const says = {
    sold_out: {
      icon: Ticket,
      title: t`Sold out`,
      hint: t`If places come back they are shown here, so look again later.`,
    },
    over: { icon: Clock, title: t`This event is over`, hint: t`Thank you for coming.` },
    cancelled: {
      icon: CalendarX,
      title: t`This event is cancelled`,
      hint: t`If you have paid, you get your money back. Ask at the counter if you have a question.`,
    },
  }[state];
  const Icon = says.icon;
  return (
    <Notice>
      <Icon aria-hidden className="size-8 text-muted" />
      <h2 className="text-xl font-semibold">{says.title}</h2>
      <p className="text-muted">{says.hint}</p>
      <a href={withCode('/events', affiliateCode)} className="font-medium text-link underline">{t`See what is on`}</a>
    </Notice>
  );
}

const Notice = ({ children }: { children: ReactNode }) => (
  <section className="flex flex-col items-start gap-2 self-start rounded-lg border bg-surface p-5 shadow-raised">
    {children}
  </section>
);
