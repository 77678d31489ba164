import type { Generated } from 'kysely';
import type { EventStatus } from '../shared/events.ts';
import type { Instant } from '../shared/instant.ts';
import type { MailKind, MailStatus } from '../shared/mail.ts';
import type { Role } from '../shared/operation.ts';
import type { OrderStatus } from '../shared/orders.ts';
import type {
  AutoPrint,
  PrintedWhat,
  PrinterProfile,
  PrinterTransport,
  PrintJobKind,
  PrintJobStatus,
  PrintProblem,
} from '../shared/printing.ts';
import type { StripePaymentStatus } from '../shared/stripe.ts';
import type { DeliveryStatus, WebhookEvent } from '../shared/webhooks.ts';

/** Portable booleans. */
export type Flag = 0 | 1;

export interface SettingsTable {
  key: string;
  /** JSON. */
  value: string;
}

export interface UsersTable {
  id: string;
  email: string;
  /** The address in lower case: two owners cannot differ by a capital. */
  email_key: string;
  name: string;
  role: Role;
  /** argon2id in PHC text form. */
  password_hash: string;
  /** Of the same kind; null for whoever has no PIN. */
  pin_hash: string | null;
  revoked_at: Instant | null;
  last_login_at: Instant | null;
  created_at: Instant;
}

/** One row a token: what is revoked is revoked at the next call. */
export interface SessionsTable {
  id: string;
  user_id: string | null;
  device_id: string | null;
  client: string;
  created_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
  /** The till session that this login works at. */
  till_session_id: string | null;
  /** The login that handed its console over to this one. */
  switched_from: string | null;
  /** To the minute; null where it has not called since this is written down. */
  last_used_at: Instant | null;
}

export interface LoginFailuresTable {
  /** Account and where the attempts come from: a stranger on the LAN cannot lock the counter out. */
  key: string;
  failures: number;
  locked_until: Instant | null;
  updated_at: Instant;
}

export interface DevicesTable {
  id: string;
  name: string;
  gate: string | null;
  event_id: string | null;
  revoked_at: Instant | null;
  created_at: Instant;
}

export interface VenuesTable {
  id: string;
  name: string;
  city: string | null;
  address: string | null;
  time_zone: string;
  created_at: Instant;
}

export interface EventsTable {
  id: string;
  slug: string;
  title: string;
  description: string | null;
  status: EventStatus;
  date: string;
  start_time: string;
  end_time: string | null;
  starts_at: Instant;
  ends_at: Instant;
  venue_id: string;
  total_capacity: number;
  currency: string;
  /** Places paid for, and places kept by a hold: sold + held ≤ total_capacity is a CHECK. */
  sold: number;
  held: number;
  cancel_reason: string | null;
  published_at: Instant | null;
  cancelled_at: Instant | null;
  cancelled_by: string | null;
  /** When the last order of a cancelled event was refunded. */
  cancel_finished_at: Instant | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface TiersTable {
  id: string;
  event_id: string;
  position: number;
  name: string;
  /** Minor units of the event's currency. */
  price: number;
  quantity: number;
  sold: number;
  held: number;
  /** Hundredths of a percent contained in the price. */
  tax_rate: number;
  valid_from: Instant | null;
  valid_until: Instant | null;
  /** JSON array of gate names; null admits at every gate. */
  gates: string | null;
  reentry: Flag;
}

export interface AddOnsTable {
  id: string;
  event_id: string;
  position: number;
  name: string;
  price: number;
  quantity: number | null;
  sold: number;
  held: number;
  tax_rate: number;
}

export interface PromoCodesTable {
  id: string;
  code: string;
  /** Hundredths of a percent, or … */
  percent: number | null;
  /** … minor units of `currency`. */
  amount: number | null;
  currency: string;
  quota: number | null;
  used: number;
  event_id: string | null;
  valid_from: Instant | null;
  valid_until: Instant | null;
  active: Flag;
  created_at: Instant;
}

export interface CustomersTable {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  /** Customers are the same by e-mail, else by phone. */
  email_key: string | null;
  phone_key: string | null;
  created_at: Instant;
  /** Set where the customer asked to be forgotten; the row is empty then. */
  erased_at: Instant | null;
  /** While that goes on: the last order whose traces are gone, '' before the first. */
  erase_after: string | null;
}

export interface OrdersTable {
  id: string;
  number: string;
  event_id: string;
  customer_id: string | null;
  /** As given at this sale; the customer's own row is what the sales have in common. */
  customer_name: string | null;
  customer_email: string | null;
  customer_phone: string | null;
  status: OrderStatus;
  channel: 'counter' | 'public' | 'import';
  currency: string;
  subtotal: number;
  discount: number;
  total: number;
  tax: number;
  paid: number;
  /** refunded + refunding ≤ paid is a CHECK. */
  refunded: number;
  /** Promised to refunds that Stripe has not answered yet: neither refunded nor to be refunded again. */
  refunding: Generated<number>;
  promo_code_id: string | null;
  promo_code: string | null;
  affiliate_code: string | null;
  /** Until when a pending order keeps its places. */
  hold_expires_at: Instant | null;
  /** The address behind an order from outside: at most two open holds each. */
  placed_from: string | null;
  sold_by: string | null;
  receipt_number: number | null;
  receipt: string | null;
  paid_at: Instant | null;
  created_at: Instant;
}

export interface OrderAddOnsTable {
  id: string;
  order_id: string;
  add_on_id: string;
  name: string;
  quantity: number;
  unit_price: number;
  /** This line's part of the order's discount: nothing, or everything on a comp. */
  discount: number;
  tax_rate: number;
  refunded_quantity: number;
}

export interface TicketsTable {
  id: string;
  order_id: string;
  event_id: string;
  tier_id: string;
  tier_name: string;
  position: number;
  holder_name: string | null;
  /** Set by a transfer: the new holder's own address. */
  holder_email: string | null;
  /** As it is printed: an imported code keeps its own look. */
  qr_code: string;
  /** As it is compared: upper case, no spaces. */
  code_key: string;
  price: number;
  /** This ticket's part of the order's discount: price − discount was paid for it. */
  discount: number;
  tax_rate: number;
  status: 'held' | 'valid' | 'refunded' | 'cancelled';
  created_at: Instant;
}

/** Which row of an imported file became which ticket, so that importing twice changes nothing. */
export interface ImportedTicketsTable {
  event_id: string;
  key: string;
  ticket_id: string;
}

/** Codes that a transfer killed; they still answer `ticket_transferred`. */
export interface RetiredCodesTable {
  code: string;
  ticket_id: string;
  retired_at: Instant;
  /** Who gave the ticket to whom; null where it was before this was written down, or forgotten. */
  from_holder: string | null;
  to_holder: string | null;
}

export interface PaymentsTable {
  id: string;
  order_id: string;
  method: string;
  amount: number;
  tendered: number | null;
  change: number | null;
  reference: string | null;
  reason: string | null;
  taken_by: string | null;
  /** The till session whose drawer or slips it lies in. */
  till_session_id: string | null;
  /** What went back of it: refunded ≤ amount is a CHECK. */
  refunded: Generated<number>;
  created_at: Instant;
}

export interface RefundsTable {
  id: string;
  order_id: string;
  amount: number;
  method: string;
  reason: string | null;
  refunded_by: string | null;
  /** 1 where the event's cancellation paid it back: its totals are the sum of these. */
  by_cancel: Flag;
  receipt_number: number;
  receipt: string;
  stripe_refund_id: string | null;
  /** The till session that paid it out. */
  till_session_id: string | null;
  /** 1 where it undid a sale within its shift. */
  is_void: Generated<Flag>;
  created_at: Instant;
}

/** How a refund went back: which payments, and how much to each. */
export interface RefundPaymentsTable {
  refund_id: string;
  payment_id: string;
  method: string;
  amount: number;
}

export interface TillsTable {
  id: string;
  name: string;
  /** The name in lower case: two tills cannot differ by a capital. */
  name_key: string;
  retired_at: Instant | null;
  created_at: Instant;
}

/** A shift at one drawer. Money in minor units of its currency. */
export interface TillSessionsTable {
  id: string;
  till_id: string;
  currency: string;
  opening_float: number;
  opened_by: string;
  opened_at: Instant;
  /** What lay in the drawer, and what should have; null until it is closed, as is all below. */
  counted: number | null;
  expected: number | null;
  note: string | null;
  closed_by: string | null;
  closed_at: Instant | null;
  /** Gapless over all tills. */
  z_number: number | null;
  /** The Z report's figures as JSON, as they were then. */
  report: string | null;
}

/** Cash that came into a drawer or left it without a sale. */
export interface TillMovementsTable {
  id: string;
  till_session_id: string;
  kind: 'in' | 'out';
  amount: number;
  reason: string;
  made_by: string;
  created_at: Instant;
}

export interface RefundTicketsTable {
  refund_id: string;
  ticket_id: string;
}

/** One stay inside: opened by an entry, ended by an exit or an undo. At most one open stay a ticket: a partial unique index. */
export interface AdmissionsTable {
  id: string;
  ticket_id: string;
  order_id: string;
  event_id: string;
  tier_id: string;
  gate: string | null;
  admitted_by: string | null;
  /** When it happened at the door, and when this ledger heard of it: an offline scanner uploads later. */
  admitted_at: Instant;
  arrived_at: Instant;
  nonce: string | null;
  ended_at: Instant | null;
  ended_how: 'exit' | 'undo' | null;
  ended_by: string | null;
  end_reason: string | null;
}

/** Every scan with its answer, the refused ones too. */
export interface ScansTable {
  id: string;
  nonce: string | null;
  /** When it happened at the door, and when this ledger heard of it. */
  at: Instant;
  arrived_at: Instant;
  code: string;
  mode: 'entry' | 'exit';
  /** `admitted`, `exited` or the code of the refusal. */
  result: string;
  event_id: string | null;
  ticket_id: string | null;
  admission_id: string | null;
  gate: string | null;
  scanned_by: string | null;
  /** The answer's body as JSON: a known nonce gets it again. */
  answer: string;
  undone_at: Instant | null;
}

/** Words by which an order is found; see read/order-search.ts. */
export interface OrderWordsTable {
  word: string;
  order_id: string;
}

export interface SequencesTable {
  name: string;
  value: number;
}

export interface IdempotencyTable {
  subject: string;
  route: string;
  key: string;
  /** Null until a streamed body has ended. */
  body_hash: string | null;
  /** Both null from the begin of work that is more than one change until it is answered. */
  status: number | null;
  body: string | null;
  created_at: Instant;
}

/** Which orders and customers a kept answer names. */
export interface IdempotencyNamesTable {
  named_id: string;
  subject: string;
  route: string;
  key: string;
}

export interface WebhookConfigTable {
  id: string;
  url: string;
  /** JSON array of event names. */
  events: string;
  enabled: Flag;
  allow_private_address: Flag;
  secret: string;
  /** The secret before this one, which signs along until `previous_secret_until`. */
  previous_secret: string | null;
  previous_secret_until: Instant | null;
  /** When the endpoint answered 410 and was switched off for it. */
  gone_at: Instant | null;
  updated_at: Instant;
}

/** What happened, in the order in which it happened, for the workers to tell the world. */
export interface OutboxTable {
  seq: Generated<number>;
  id: string;
  event: WebhookEvent;
  /** Messages of one subject (an order, an event) are delivered in order. */
  subject: string;
  /** The JSON that every attempt sends, to the byte. Names the customer. */
  body: string;
  status: DeliveryStatus;
  /** The earliest waiting message of its subject; only this one may be sent. */
  first_in_line: Flag;
  attempts: number;
  /** Attempts that failed since the message was made or sent again by hand. */
  failures: number;
  next_attempt_at: Instant | null;
  finished_at: Instant | null;
  /** When the names in `body` were blanked, as their owner asked to be forgotten. */
  erased_at: Instant | null;
  created_at: Instant;
}

export interface WebhookAttemptsTable {
  message_id: string;
  number: number;
  at: Instant;
  /** Milliseconds. */
  duration: number;
  url: string;
  /** JSON object, as are the response's. */
  request_headers: string;
  /** Null where no answer came. */
  status: number | null;
  response_headers: string | null;
  response_body: string | null;
  /** The response's body was longer than what is kept of it. */
  truncated: Flag;
  error: string | null;
}

export interface PairingCodesTable {
  /** SHA-256 of the code, in hex. */
  code_hash: string;
  device_id: string;
  expires_at: Instant;
  used_at: Instant | null;
}

/** The newest change of each ticket, kept by triggers: what a scanner's cursor walks along. */
export interface TicketChangesTable {
  seq: Generated<number>;
  ticket_id: string;
  event_id: string;
}

/** A late upload in which a scanner let somebody pass whom the ledger refuses. */
export interface ConflictsTable {
  scan_id: string;
  event_id: string | null;
  /** The admission that the ledger has. */
  admission_id: string | null;
  resolved_at: Instant | null;
  resolved_by: string | null;
  note: string | null;
}

export interface AffiliatesTable {
  id: string;
  name: string;
  email: string;
  code: string;
  /** Hundredths of a percent. */
  commission_rate: number;
  clicks: number;
  created_at: Instant;
}

/** What an order brought its affiliate, net of refunds, at the rate of the day of the sale. */
export interface AffiliateSalesTable {
  order_id: string;
  affiliate_id: string;
  currency: string;
  commission_rate: number;
  sales: number;
  earnings: number;
}

export interface PayoutsTable {
  id: string;
  affiliate_id: string;
  amount: number;
  currency: string;
  note: string | null;
  paid_by: string | null;
  created_at: Instant;
}

/** To whom and about what; the letter is written when it is sent. */
export interface MailsTable {
  id: string;
  kind: MailKind;
  order_id: string;
  recipient: string;
  /** Of a transfer: the ticket, and who gave it to whom. */
  ticket_id: string | null;
  from_holder: string | null;
  to_holder: string | null;
  refund_id: string | null;
  /** `sending` in a ledger that was just opened: nobody knows whether it arrived, so it is sent again. */
  status: MailStatus;
  attempts: number;
  /** In a row, since somebody last asked to try again. */
  failures: number;
  error: string | null;
  next_attempt_at: Instant;
  sent_at: Instant | null;
  created_at: Instant;
}

/** A receipt printer: at an address of the local network, or a raw queue of this machine. */
export interface PrintersTable {
  id: string;
  name: string;
  name_key: string;
  transport: PrinterTransport;
  host: string | null;
  port: number | null;
  queue: string | null;
  columns: number;
  profile: PrinterProfile;
  cutter: Flag;
  native_qr: Flag;
  drawer: Flag;
  auto_print: AutoPrint;
  created_at: Instant;
}

/** What was asked to be printed, and what came of it. The paper itself is written from the ledger when it is printed. */
export interface PrintJobsTable {
  id: string;
  printer_id: string | null;
  printer_name: string;
  kind: PrintJobKind;
  title: string;
  order_id: string | null;
  what: PrintedWhat | null;
  refund_id: string | null;
  /** 0 is the original. */
  receipt_copy: number;
  ticket_copy: number;
  /** JSON array of a document's parts. */
  document: string | null;
  retry_of: string | null;
  /** `sending` in a ledger that was just opened: nobody knows whether it came out. */
  status: PrintJobStatus;
  problem: PrintProblem | null;
  message: string | null;
  created_at: Instant;
  finished_at: Instant | null;
}

/** A payment through Stripe, written before Stripe is asked for it. */
export interface StripePaymentsTable {
  id: string;
  order_id: string;
  amount: number;
  currency: string;
  /** `open` once Stripe has made its intent; `returning` where the money came but could not be taken any more. */
  status: StripePaymentStatus;
  payment_intent_id: string | null;
  client_secret: string | null;
  /** Why the money goes back, and Stripe's refund of it. */
  return_reason: string | null;
  return_refund_id: string | null;
  /** Why the last attempt failed, or why Stripe refused. */
  trouble: string | null;
  /** In a row. */
  failures: number;
  next_attempt_at: Instant;
  created_at: Instant;
  settled_at: Instant | null;
}

/** A refund through Stripe: reserved before Stripe is asked, then done or undone. Its id is that of the refund that it becomes. */
export interface StripeRefundsTable {
  id: string;
  order_id: string;
  stripe_payment_id: string;
  amount: number;
  /** JSON: what dies and what comes back with it. */
  ticket_ids: string;
  add_ons: string;
  reason: string | null;
  refunded_by: string | null;
  refunded_by_name: string;
  by_cancel: Flag;
  status: 'waiting' | 'done' | 'refused';
  stripe_refund_id: string | null;
  /** Nothing was left after it. */
  is_full: Flag | null;
  trouble: string | null;
  /** How often Stripe was asked, the one under way included: it is written before. */
  attempts: number;
  failures: number;
  next_attempt_at: Instant;
  created_at: Instant;
  settled_at: Instant | null;
}

export interface AuditTable {
  id: string;
  at: Instant;
  actor_id: string | null;
  actor_name: string | null;
  address: string | null;
  action: string;
  subject_id: string | null;
  before: string | null;
  after: string | null;
}

export interface Tables {
  settings: SettingsTable;
  users: UsersTable;
  sessions: SessionsTable;
  login_failures: LoginFailuresTable;
  devices: DevicesTable;
  venues: VenuesTable;
  events: EventsTable;
  tiers: TiersTable;
  add_ons: AddOnsTable;
  promo_codes: PromoCodesTable;
  customers: CustomersTable;
  orders: OrdersTable;
  order_add_ons: OrderAddOnsTable;
  tickets: TicketsTable;
  imported_tickets: ImportedTicketsTable;
  retired_codes: RetiredCodesTable;
  payments: PaymentsTable;
  refunds: RefundsTable;
  refund_tickets: RefundTicketsTable;
  refund_payments: RefundPaymentsTable;
  tills: TillsTable;
  till_sessions: TillSessionsTable;
  till_movements: TillMovementsTable;
  admissions: AdmissionsTable;
  scans: ScansTable;
  order_words: OrderWordsTable;
  sequences: SequencesTable;
  idempotency: IdempotencyTable;
  idempotency_names: IdempotencyNamesTable;
  webhook_config: WebhookConfigTable;
  outbox: OutboxTable;
  webhook_attempts: WebhookAttemptsTable;
  pairing_codes: PairingCodesTable;
  ticket_changes: TicketChangesTable;
  conflicts: ConflictsTable;
  affiliates: AffiliatesTable;
  affiliate_sales: AffiliateSalesTable;
  payouts: PayoutsTable;
  mails: MailsTable;
  printers: PrintersTable;
  print_jobs: PrintJobsTable;
  stripe_payments: StripePaymentsTable;
  stripe_refunds: StripeRefundsTable;
  audit: AuditTable;
}
