import { Plural, useLingui } from '@lingui/react/macro';
import { type ReactNode } from 'react';
import { type PublicEvent } from '../../src/shared/public-page.ts';
import { useFormat } from '../lib/format.ts';
import { type Choice, type Counts, countOf, MOST_TICKETS } from './choice.ts';
import { Step } from './step.tsx';

/** From this many on it is worth saying that few are left. */
const FEW = 20;

interface TicketChoiceProps {
  readonly event: PublicEvent;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

/** Tiers and add-ons with how many of each. */
export function TicketChoice({ event, choice, onChoice }: TicketChoiceProps) {
  const { t } = useLingui();
  const format = useFormat();
  const freeTickets = MOST_TICKETS - countOf(choice.tickets);
  const stepped = (counts: Counts, id: string, count: number): Counts => ({ ...counts, [id]: count });
  return (
    <>
      <List name={t`Tickets`}>
        {event.tiers.map(({ id, name, price, available }) => (
          <Line key={id} name={name} price={format.money(price, event.currency)} available={available}>
            <Step
              name={name}
              count={choice.tickets[id] ?? 0}
              most={Math.min(available, (choice.tickets[id] ?? 0) + freeTickets)}
              onCount={(count) => onChoice({ ...choice, tickets: stepped(choice.tickets, id, count) })}
            />
          </Line>
        ))}
      </List>
      {freeTickets === 0 && <p className="text-base text-muted">{t`An order has up to ${MOST_TICKETS} tickets.`}</p>}
      {event.addOns.length > 0 && (
        <List name={t`Add-ons`}>
          {event.addOns.map(({ id, name, price, available }) => (
            <Line key={id} name={name} price={format.money(price, event.currency)} available={available}>
              <Step
                name={name}
                count={choice.addOns[id] ?? 0}
                most={available ?? MOST_ADD_ONS}
                onCount={(count) => onChoice({ ...choice, addOns: stepped(choice.addOns, id, count) })}
              />
            </Line>
          ))}
        </List>
      )}
    </>
  );
}

const MOST_ADD_ONS = 99;

function List({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h2 className="text-xl font-semibold">{name}</h2>
      <ul className="mt-2 divide-y rounded-lg border bg-surface">{children}</ul>
    </section>
  );
}

interface LineProps {
  readonly name: string;
  readonly price: string;
  /** null: without limit. */
  readonly available: number | null;
  readonly children: ReactNode;
}

function Line({ name, price, available, children }: LineProps) {
  const { t } = useLingui();
  const soldOut = available === 0;
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3">
      <div className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="figures text-muted">{price}</span>
        {available !== null && available > 0 && available <= FEW && (
          <span className="ml-2 text-base font-medium text-warn">
            <Plural value={available} one="# left" other="# left" />
          </span>
        )}
      </div>
      {soldOut ? <span className="shrink-0 font-medium text-bad">{t`Sold out`}</span> : children}
    </li>
  );
}
