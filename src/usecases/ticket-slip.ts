import type { PrintJob } from '../pdf/paper.ts';
import type { SlipPart } from '../shared/slip.ts';

/** Tickets on a roll, one after the other with a cut between them: what it is for, the code, whose it is. */
export const ticketSlip = ({ organization, seller, labels, tickets }: PrintJob, copyNote: string | null): SlipPart[] =>
  tickets.flatMap((ticket): SlipPart[] => [
    { kind: 'text', text: organization, align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: ticket.event, align: 'center', bold: true, big: true },
    { kind: 'text', text: ticket.date, align: 'center', bold: true },
    { kind: 'text', text: ticket.time, align: 'center' },
    { kind: 'text', text: ticket.venue, align: 'center' },
    ...(ticket.address === null ? [] : [{ kind: 'text', text: ticket.address, align: 'center' } as const]),
    { kind: 'rule' },
    { kind: 'text', text: ticket.tier, align: 'center', bold: true, big: true },
    { kind: 'blank' },
    { kind: 'qr', code: ticket.code },
    { kind: 'text', text: ticket.code, align: 'center', bold: true },
    { kind: 'blank' },
    ...(ticket.holder === null ? [] : [{ kind: 'pair', left: labels.holder, right: ticket.holder } as const]),
    { kind: 'pair', left: labels.order, right: ticket.orderNumber },
    { kind: 'pair', left: labels.price, right: ticket.price },
    ...(ticket.priceNote === null ? [] : [{ kind: 'text', text: ticket.priceNote } as const]),
    { kind: 'rule' },
    { kind: 'text', text: copyNote === null ? ticket.count : `${ticket.count} - ${copyNote}`, align: 'center' },
    { kind: 'text', text: seller, align: 'center' },
    { kind: 'cut' },
  ]);
