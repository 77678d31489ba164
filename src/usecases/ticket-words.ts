import type { PaperLabels } from '../pdf/paper.ts';
import type { Language } from '../shared/settings.ts';

/** What stands on a ticket besides its facts. */
export interface TicketWords extends PaperLabels {
  readonly free: string;
  title(orderNumber: string): string;
  count(ticket: number, of: number): string;
  discounted(price: string): string;
  tax(rate: string, amount: string): string;
  taxId(id: string): string;
}

export const TICKET_WORDS: Readonly<Record<Language, TicketWords>> = {
  en: {
    holder: 'Holder',
    order: 'Order',
    price: 'Price',
    goodToKnow: 'Good to know',
    advice: [
      'Show this code at the door, on paper or on your phone. A crumpled page scans too; a dark screen does not.',
      'The code admits once, whoever shows it first. Share it with nobody and post no picture of it.',
      'Lost it? The box office sends or prints it again: have the order number at hand.',
    ],
    free: 'Free',
    title: (number) => `Tickets of order ${number}`,
    count: (ticket, of) => `Ticket ${ticket} of ${of}`,
    discounted: (price) => `instead of ${price}`,
    tax: (rate, amount) => `incl. ${rate} VAT (${amount})`,
    taxId: (id) => `Tax id ${id}`,
  },
  es: {
    holder: 'Titular',
    order: 'Pedido',
    price: 'Precio',
    goodToKnow: 'Conviene saber',
    advice: [
      'Muestra este código en la puerta, en papel o en el móvil. Se lee aunque esté arrugado, pero no con la pantalla apagada.',
      'El código vale una sola vez, para quien lo muestre primero. No lo compartas ni publiques fotos de él.',
      '¿Lo has perdido? En taquilla te lo envían o imprimen de nuevo: ten a mano el número de pedido.',
    ],
    free: 'Gratis',
    title: (number) => `Entradas del pedido ${number}`,
    count: (ticket, of) => `Entrada ${ticket} de ${of}`,
    discounted: (price) => `en lugar de ${price}`,
    tax: (rate, amount) => `IVA ${rate} incluido (${amount})`,
    taxId: (id) => `NIF ${id}`,
  },
};
