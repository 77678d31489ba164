import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { type PublicEvent } from '../../src/shared/public-page.ts';
import { Button } from '../components/button.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { useFormat } from '../lib/format.ts';
import { HowToPay } from './how-to-pay.tsx';
import { type KeptOrder } from './kept-order.ts';

interface ReservedProps {
  readonly order: KeptOrder;
  readonly event: PublicEvent;
  /** Forgets this order: the visitor wants another one. */
  readonly onAgain: () => void;
}

/** What was reserved, what to pay, and for how long the places are still kept. */
export function Reserved({ order, event, onAgain }: ReservedProps) {
  const { t } = useLingui();
  const format = useFormat();
  const left = useTimeLeft(order.until);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [order.number]);
  const money = (amount: string): string => format.money(amount, order.currency);
  const ended = left === 0;
  return (
    <section aria-labelledby="reserved" className="self-start rounded-lg border bg-surface p-5 shadow-raised">
      <h2 id="reserved" ref={heading} tabIndex={-1} className="scroll-mt-6 text-2xl font-bold outline-none">
        {ended ? t`The time is up` : t`Your places are reserved`}
      </h2>
      {ended ? (
        <p className="mt-1 text-muted">
          {t`If you have paid, everything is fine. If not, the places are free again and you can choose anew.`}
        </p>
      ) : (
        <TimeLeft left={left} />
      )}
      <div className="mt-4 flex flex-col items-center gap-3 rounded-lg bg-sunken p-4">
        {!ended && (
          <QrCode text={order.number} label={t`Order ${order.number} as a code`} className="size-44 rounded-md" />
        )}
        <p className="text-center">
          <span className="block text-base text-muted">{t`Order number`}</span>
          <strong className="figures text-2xl font-bold tracking-wide">{order.number}</strong>
        </p>
      </div>
      <dl className="mt-4 flex flex-col gap-1">
        {order.lines.map(({ name, quantity }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt>{name}</dt>
            <dd className="figures">× {format.number(quantity)}</dd>
          </div>
        ))}
        {Number(order.discount) > 0 && (
          <>
            <Amount label={t`Price`} amount={money(order.subtotal)} />
            <Amount label={t`Promo code`} amount={`−${money(order.discount)}`} />
          </>
        )}
        <div className="mt-1 flex items-baseline justify-between gap-4 border-t pt-2">
          <dt className="font-medium">{t`To pay`}</dt>
          <dd className="figures text-2xl font-bold">{money(order.total)}</dd>
        </div>
      </dl>
      {!ended && <HowToPay order={order} event={event} />}
      <Button look={ended ? 'primary' : 'normal'} size="lg" className="mt-5 w-full" onClick={onAgain}>
        {ended ? t`Choose again` : t`Make another order`}
      </Button>
    </section>
  );
}

const Amount = ({ label, amount }: { label: string; amount: string }) => (
  <div className="flex justify-between gap-4 text-muted">
    <dt>{label}</dt>
    <dd className="figures">{amount}</dd>
  </div>
);

const MINUTE = 60_000;

function TimeLeft({ left }: { left: number }) {
  const minutes = Math.floor(left / MINUTE);
  const seconds = String(Math.floor((left % MINUTE) / 1000)).padStart(2, '0');
  return (
    <div className="mt-1">
      <p role="timer" className="text-muted">
        <Trans>
          Kept for you for another{' '}
          <strong className="figures text-ink">
            {minutes}:{seconds}
          </strong>
        </Trans>
      </p>
      {/* Said aloud once a minute, not every second. */}
      <p role="status" className="sr-only">
        <Plural value={minutes + 1} one="Less than a minute left" other="Less than # minutes left" />
      </p>
    </div>
  );
}

/** Milliseconds until `until`, drawn again every second; 0 when it has come. */
function useTimeLeft(until: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, until - now);
  const ended = left === 0;
  useEffect(() => {
    if (ended) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ended]);
  return left;
}
