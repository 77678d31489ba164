import type { PrintJob, TicketOnPaper } from '../../src/pdf/paper.ts';

export const buildPaper = (changes: Partial<TicketOnPaper> = {}): TicketOnPaper => ({
  event: 'Summer Pool Party',
  date: 'Wednesday 15 July 2026',
  time: '14:00 – 23:00',
  venue: 'Miramar Gardens',
  address: '1 Lighthouse Promenade, Port Miramar',
  tier: 'General',
  holder: 'María José Carreño',
  orderNumber: 'TW-2026-A1B2C3',
  code: 'TW-GENERAL-9K3M7Q2XYZ',
  price: '€25.00',
  priceNote: 'incl. 21% VAT (€4.34)',
  count: 'Ticket 1 of 1',
  ...changes,
});

export const buildPrintJob = (changes: Partial<PrintJob> = {}): PrintJob => ({
  format: 'a4',
  language: 'en',
  title: 'Tickets TW-2026-A1B2C3',
  organization: 'Miramar Gardens',
  seller: 'Miramar Gardens · Tax id ES-B00000000',
  branding: { accentColor: '#ff9152', logo: null },
  labels: {
    holder: 'Holder',
    order: 'Order',
    price: 'Price',
    goodToKnow: 'Good to know',
    advice: ['Show this code at the door.'],
  },
  tickets: [buildPaper()],
  ...changes,
});
