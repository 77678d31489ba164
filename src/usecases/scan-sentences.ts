import type { ScanRefusal } from '../shared/scan.ts';

/** What a steward reads. */
export const REFUSAL_SENTENCES: Record<ScanRefusal, string> = {
  unknown_ticket: 'This code is not a ticket of this box office.',
  ticket_transferred: 'This ticket was transferred: its new holder has a new code.',
  wrong_event: 'This ticket is for another event.',
  event_cancelled: 'The event is cancelled.',
  ticket_refunded: 'This ticket was refunded.',
  order_unpaid: 'The order of this ticket is not paid.',
  not_yet_valid: 'This ticket is not valid at this time.',
  wrong_gate: 'This ticket is for another gate.',
  already_checked_in: 'This ticket was admitted already.',
  not_checked_in: 'This ticket is not inside.',
};
