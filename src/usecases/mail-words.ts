import type { Language } from '../shared/settings.ts';

/** A mail's title and what it says, a paragraph each. */
export interface Words {
  readonly subject: string;
  readonly heading: string;
  readonly says: readonly string[];
}

/** What letters are about, written out for their reader. */
export interface About {
  readonly event: string;
  readonly date: string;
  readonly order: string;
}

export interface MailWords {
  readonly when: string;
  readonly where: string;
  readonly order: string;
  readonly tickets: string;
  readonly paid: string;
  readonly refunded: string;
  hello(name: string | null): string;
  readonly sentBy: string;
  fileName(order: string): string;
  reason(reason: string): string;
  ticketsPaid(about: About, count: number): Words;
  ticketsAgain(about: About, count: number): Words;
  ticketReceived(about: About, from: string | null): Words;
  ticketGiven(about: About, to: string | null): Words;
  refund(about: About, amount: string, how: string, dead: number): Words;
  /** `refund` is null where the reader gets nothing back: they never paid, or somebody else bought the ticket. */
  cancelled(about: About, refund: { amount: string; how: string } | null, paidByOther: boolean): Words;
  /** How money goes back, by payment method. */
  readonly how: Readonly<Record<string, string>>;
  readonly test: Words;
}

export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = {
  en: {
    when: 'When',
    where: 'Where',
    order: 'Order',
    tickets: 'Tickets',
    paid: 'Paid',
    refunded: 'Refunded',
    hello: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
    sentBy: 'You get this mail because of an order at our box office.',
    fileName: (order) => `tickets-${order}.pdf`,
    reason: (reason) => `Reason: ${reason}`,
    ticketsPaid: ({ event }, count) => ({
      subject: count === 1 ? `Your ticket for ${event}` : `Your tickets for ${event}`,
      heading: count === 1 ? 'Your ticket is here' : 'Your tickets are here',
      says: [
        'Thank you for your order. The PDF attached has a code for each ticket: show it at the door, on paper or on your phone.',
      ],
    }),
    ticketsAgain: ({ event, order }, count) => ({
      subject: `${count === 1 ? 'Your ticket' : 'Your tickets'} for ${event}, order ${order}`,
      heading: count === 1 ? 'Your ticket, once more' : 'Your tickets, once more',
      says: ['Here they are again, as a PDF. Each code admits once, however often it was sent.'],
    }),
    ticketReceived: ({ event }, from) => ({
      subject: `You have a ticket for ${event}`,
      heading: 'This ticket is yours now',
      says: [
        from === null ? 'A ticket was transferred to you.' : `${from} has transferred a ticket to you.`,
        'It is attached as a PDF, with a new code. Any older code of this ticket does not open the door any more.',
      ],
    }),
    ticketGiven: ({ event, order }, to) => ({
      subject: `Your ticket for ${event} was transferred`,
      heading: 'A ticket has a new holder',
      says: [
        to === null ? 'One of your tickets was transferred.' : `One of your tickets was transferred to ${to}.`,
        'The code you had for it does not open the door any more.',
        `If you know nothing of this, tell the box office. Your order is ${order}.`,
      ],
    }),
    refund: ({ event, order }, amount, how, dead) => ({
      subject: `Refund of ${amount} for ${event}`,
      heading: 'Your refund',
      says: [
        `We have refunded ${amount} of order ${order}${how}.`,
        ...(dead === 0
          ? []
          : [dead === 1 ? 'One ticket of it is no longer valid.' : `${dead} tickets of it are no longer valid.`]),
      ],
    }),
    cancelled: ({ event, date }, refund, paidByOther) => ({
      subject: `Cancelled: ${event}, ${date}`,
      heading: 'This event is cancelled',
      says: [
        `We are sorry: ${event} on ${date} will not take place. Tickets for it are no longer valid.`,
        refund
          ? `We refund ${refund.amount}${refund.how}.`
          : paidByOther
            ? 'What was paid goes back to whoever bought the ticket.'
            : 'You were not charged anything.',
      ],
    }),
    how: {
      cash: ', in cash',
      card: ', to the card you paid with',
      stripe: ', to the card you paid with; your bank may take some days',
      external: ', through the seller where you bought',
    },
    test: {
      subject: 'A test from your box office',
      heading: 'It works',
      says: ['This mail was sent to try the settings of the mail server. Tickets will look like this one.'],
    },
  },
  es: {
    when: 'Cuándo',
    where: 'Dónde',
    order: 'Pedido',
    tickets: 'Entradas',
    paid: 'Pagado',
    refunded: 'Reembolsado',
    hello: (name) => (name === null ? 'Hola:' : `Hola, ${name}:`),
    sentBy: 'Recibes este correo por un pedido en nuestra taquilla.',
    fileName: (order) => `entradas-${order}.pdf`,
    reason: (reason) => `Motivo: ${reason}`,
    ticketsPaid: ({ event }, count) => ({
      subject: count === 1 ? `Tu entrada para ${event}` : `Tus entradas para ${event}`,
      heading: count === 1 ? 'Aquí tienes tu entrada' : 'Aquí tienes tus entradas',
      says: [
        'Gracias por tu pedido. El PDF adjunto lleva un código por entrada: muéstralo en la puerta, en papel o en el móvil.',
      ],
    }),
    ticketsAgain: ({ event, order }, count) => ({
      subject: `${count === 1 ? 'Tu entrada' : 'Tus entradas'} para ${event}, pedido ${order}`,
      heading: count === 1 ? 'Tu entrada, otra vez' : 'Tus entradas, otra vez',
      says: ['Las adjuntamos de nuevo en un PDF. Cada código vale una sola vez, por muchas veces que se envíe.'],
    }),
    ticketReceived: ({ event }, from) => ({
      subject: `Tienes una entrada para ${event}`,
      heading: 'Esta entrada ya es tuya',
      says: [
        from === null ? 'Te han transferido una entrada.' : `${from} te ha transferido una entrada.`,
        'La adjuntamos en un PDF, con un código nuevo. Ningún código anterior de esta entrada abre ya la puerta.',
      ],
    }),
    ticketGiven: ({ event, order }, to) => ({
      subject: `Tu entrada para ${event} se ha transferido`,
      heading: 'Una entrada tiene nuevo titular',
      says: [
        to === null ? 'Una de tus entradas se ha transferido.' : `Una de tus entradas se ha transferido a ${to}.`,
        'El código que tenías ya no abre la puerta.',
        `Si no sabes nada de esto, avisa a la taquilla. Tu pedido es ${order}.`,
      ],
    }),
    refund: ({ event, order }, amount, how, dead) => ({
      subject: `Reembolso de ${amount} por ${event}`,
      heading: 'Tu reembolso',
      says: [
        `Hemos reembolsado ${amount} del pedido ${order}${how}.`,
        ...(dead === 0
          ? []
          : [dead === 1 ? 'Una de sus entradas ya no es válida.' : `${dead} de sus entradas ya no son válidas.`]),
      ],
    }),
    cancelled: ({ event, date }, refund, paidByOther) => ({
      subject: `Cancelado: ${event}, ${date}`,
      heading: 'Este evento se ha cancelado',
      says: [
        `Lo sentimos: ${event}, previsto para el ${date.charAt(0).toLocaleLowerCase('es') + date.slice(1)}, no se celebrará. Sus entradas ya no son válidas.`,
        refund
          ? `Te reembolsamos ${refund.amount}${refund.how}.`
          : paidByOther
            ? 'Lo pagado se devuelve a quien compró la entrada.'
            : 'No se te ha cobrado nada.',
      ],
    }),
    how: {
      cash: ', en efectivo',
      card: ', en la tarjeta con la que pagaste',
      stripe: ', en la tarjeta con la que pagaste; tu banco puede tardar unos días',
      external: ', a través de quien te las vendió',
    },
    test: {
      subject: 'Una prueba de tu taquilla',
      heading: 'Funciona',
      says: [
        'Este correo se ha enviado para probar los ajustes del servidor de correo. Las entradas tendrán este aspecto.',
      ],
    },
  },
};
