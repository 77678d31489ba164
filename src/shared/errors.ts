/** Every reason this box office refuses a call, with the HTTP status it answers. The one place where a code meets a status. */
export const ERROR_STATUS = {
  // 400: the call itself is wrong
  invalid_request: 400,
  invalid_json: 400,
  invalid_path: 400,
  unknown_venue: 400,
  unknown_event: 400,
  unknown_tier: 400,
  unknown_add_on: 400,
  unknown_promo_code: 400,
  unknown_affiliate: 400,
  tendered_too_little: 400,
  payment_method_not_allowed: 400,
  payments_do_not_add_up: 400,
  unknown_till: 400,
  stripe_signature_invalid: 400,
  private_address: 400,
  idempotency_key_invalid: 400,
  // 401 and 403: who is calling
  unauthorized: 401,
  token_invalid: 401,
  token_expired: 401,
  token_revoked: 401,
  wrong_credentials: 401,
  forbidden: 403,
  signup_closed: 403,
  loopback_only: 403,
  foreign_origin: 403,
  over_limit: 403,
  pairing_code_invalid: 403,
  wrong_pin: 403,
  // 404
  not_found: 404,
  unknown_ticket: 404,
  // 405
  method_not_allowed: 405,
  // 409: the state forbids it
  slug_taken: 409,
  email_taken: 409,
  code_taken: 409,
  name_taken: 409,
  in_use: 409,
  last_owner: 409,
  use_cancel: 409,
  event_not_draft: 409,
  event_has_orders: 409,
  event_cancelled: 409,
  event_completed: 409,
  event_not_on_sale: 409,
  tier_sold: 409,
  add_on_sold: 409,
  below_sold: 409,
  currency_fixed: 409,
  status_not_possible: 409,
  sold_out: 409,
  too_many_holds: 409,
  promo_code_not_valid: 409,
  promo_code_used_up: 409,
  hold_expired: 409,
  order_not_pending: 409,
  order_unpaid: 409,
  order_cancelled: 409,
  nothing_to_refund: 409,
  refund_too_large: 409,
  payout_too_large: 409,
  refund_not_possible: 409,
  refund_waiting: 409,
  stripe_refused: 409,
  ticket_not_in_order: 409,
  ticket_transferred: 409,
  ticket_refunded: 409,
  ticket_checked_in: 409,
  wrong_event: 409,
  wrong_gate: 409,
  not_yet_valid: 409,
  already_checked_in: 409,
  not_checked_in: 409,
  nonce_conflict: 409,
  nothing_to_undo: 409,
  undo_too_late: 409,
  till_required: 409,
  till_in_use: 409,
  till_already_open: 409,
  till_session_closed: 409,
  void_too_late: 409,
  void_not_possible: 409,
  no_email: 409,
  no_tickets: 409,
  mail_sent: 409,
  no_printer: 409,
  no_drawer: 409,
  job_printed: 409,
  job_under_way: 409,
  webhook_off: 409,
  idempotency_conflict: 409,
  conflict_resolved: 409,
  demo_active: 409,
  backup_unusable: 409,
  loss_changed: 409,
  // the envelope
  request_timeout: 408,
  body_too_large: 413,
  not_json: 415,
  misdirected: 421,
  rate_limited: 429,
  account_locked: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
  storage_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Paths into the body, such as `tiers.0.price`, each with a sentence. */
export type FieldErrors = Record<string, string>;

/**
 * A refusal that the caller may read. `message` is a sentence for a person; `details` are further keys of the answer's body
 * (a scan's refusal says when and where the ticket was admitted before). Never put SQL, a stack or a path of the machine here.
 */
export class BoxOfficeError extends Error {
  override readonly name = 'BoxOfficeError';
  readonly code: ErrorCode;
  readonly fields: FieldErrors | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    extra: { fields?: FieldErrors; details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.fields = extra.fields;
    this.details = extra.details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** A 400 that names one field. */
export function invalidField(path: string, message: string, code: ErrorCode = 'invalid_request'): BoxOfficeError {
  return new BoxOfficeError(code, `${message} (${path})`, { fields: { [path]: message } });
}
