import type { Language } from '../../shared/settings.ts';

/** What the page says before its script runs, or where none does. */
export interface PageWords {
  readonly events: string;
  readonly nothing: string;
  readonly missing: string;
  readonly missingHint: string;
  readonly tier: string;
  readonly price: string;
  readonly addOns: string;
  readonly soldOut: string;
  readonly cancelled: string;
  readonly over: string;
  readonly from: (price: string) => string;
  readonly noScript: string;
  readonly ticketsOf: (organization: string) => string;
}

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    events: 'What is on',
    nothing: 'Nothing is on sale at the moment.',
    missing: 'There is no such event',
    missingHint: 'The link may be old, or a letter of it was lost.',
    tier: 'Ticket',
    price: 'Price',
    addOns: 'Add-ons',
    soldOut: 'Sold out',
    cancelled: 'This event is cancelled.',
    over: 'This event is over.',
    from: (price) => `from ${price}`,
    noScript: 'To reserve places here, switch JavaScript on. Tickets are sold at the counter too.',
    ticketsOf: (organization) => `Tickets of ${organization}`,
  },
  es: {
    events: 'Cartelera',
    nothing: 'Ahora mismo no hay nada a la venta.',
    missing: 'Este evento no existe',
    missingHint: 'Puede que el enlace sea antiguo o que le falte alguna letra.',
    tier: 'Entrada',
    price: 'Precio',
    addOns: 'Extras',
    soldOut: 'Agotado',
    cancelled: 'Este evento se ha cancelado.',
    over: 'Este evento ya ha terminado.',
    from: (price) => `desde ${price}`,
    noScript: 'Para reservar aquí, active JavaScript. También se venden entradas en taquilla.',
    ticketsOf: (organization) => `Entradas de ${organization}`,
  },
};
