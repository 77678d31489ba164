import { useLingui } from '@lingui/react/macro';
import { Store } from 'lucide-react';
import { type PublicEvent } from '../../src/shared/public-page.ts';
import { useFormat } from '../lib/format.ts';
import { type KeptOrder } from './kept-order.ts';

interface HowToPayProps {
  readonly order: KeptOrder;
  readonly event: PublicEvent;
}

/** The way from a reserved order to tickets that open the door: at the counter. */
export function HowToPay({ order, event }: HowToPayProps) {
  const { t } = useLingui();
  const format = useFormat();
  const total = format.money(order.total, order.currency);
  return (
    <div className="mt-4 flex gap-3 rounded-lg bg-note-soft p-4 text-note">
      <Store aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div>
        <h3 className="font-semibold">{t`Pay at the counter`}</h3>
        <p className="mt-1">
          {t`Show this code or say your order number at ${event.venue}, and pay ${total}. You get your tickets then; until they are paid, nothing opens the door.`}
        </p>
      </div>
    </div>
  );
}
