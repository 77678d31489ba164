import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Compared } from '../db/compare-ledgers.ts';
import type { Ledger } from '../db/ledger.ts';
import type { SessionSubject } from '../db/sessions.ts';
import type { StripePaymentRow, StripeRefundRow } from '../db/stripe.ts';
import type { BackupOut, Lost } from '../shared/backups.ts';
import type { Milliseconds } from '../shared/instant.ts';
import type { Printer } from '../pdf/printer.ts';
import type { Cancellation } from '../usecases/cancel-event.ts';
import type { Sightings } from '../usecases/sightings.ts';
import type { Call } from '../usecases/context.ts';
import type { Tokens } from '../usecases/tokens.ts';
import type { Vault } from '../vault.ts';

/** What the HTTP floor stands on. The demo and the real ledger each have one. */
export interface House {
  readonly ledger: Ledger;
  readonly tokens: Tokens;
  readonly sightings: Sightings;
  readonly demo: boolean;
  readonly version: string;
  readonly now: () => Milliseconds;
  readonly log: Log;
  readonly vault: Vault;
  readonly printer: Printer;
  readonly mail: {
    /** Sends a test mail now and says what happened. */
    test(to: string): Promise<{ sent: boolean; message: string }>;
    /** Somebody wants mail tried again now: the worker ends its rest. */
    nudge(): void;
  };
  readonly printing: {
    /** Something waits for this printer, or will once the change under way is on the disk. */
    nudge(printerId: string): void;
    /** The raw queues of this machine; `problem` says why there are none. */
    queues(): Promise<{ queues: string[]; problem: string | null }>;
  };
  readonly stripe: Stripe | null;
  readonly backups: {
    /** The newest first. */
    list(): BackupOut[];
    create(): Promise<BackupOut>;
    /** A copy's bytes, or null where there is none of that name; so does `loss`, which throws CopyUnusable. */
    open(name: string): { stream: Readable; size: number } | null;
    loss(name: string): Promise<Compared | null>;
    /**
     * Puts a copy in the ledger's place: this house closes behind every call but the one that `response` answers.
     *
     * @throws 404 · 409 demo_active, backup_unusable, loss_changed
     */
    restore(
      name: string,
      confirmed: Lost,
      call: Call,
      response: ServerResponse,
    ): Promise<{ token: string | null; expiresAt: string | null; keptAside: string }>;
  };
  /** Refunds what is left of a cancelled event; see workers/cancellations.ts. */
  readonly finishCancel: (eventId: string) => Promise<Cancellation>;
  /** Forgets what is left of an erased customer; see workers/erasures.ts. */
  readonly finishErasing: (customerId: string) => Promise<void>;
  /** Calls back when this house closes: streams end then. Returns what takes that back. */
  readonly onClose: (callback: () => void) => () => void;
  /** Goes to the demo ledger and back; a token for the demo's owner. */
  readonly enterDemo: () => Promise<{ token: string; expiresAt: string }>;
  readonly leaveDemo: () => Promise<void>;
}

/** What is asked of Stripe while somebody waits for it (workers/stripe.ts); the demo has none. */
interface Stripe {
  /** Takes a payment one step further: makes its intent, or looks whether it was paid. What it is then. */
  goOn(paymentId: string): Promise<StripePaymentRow | undefined>;
  /** Asks for a reserved refund. What it is then. */
  refund(refundId: string): Promise<StripeRefundRow | undefined>;
  /** Whether Stripe knows the secret key, in words. */
  test(): Promise<{ connected: boolean; message: string }>;
  /** Takes a signed event: the payment it is about is looked at now. @throws 400 stripe_signature_invalid */
  hear(event: { text: string; signature: string; secret: string }): Promise<void>;
}

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Who calls, once a token was checked. */
export interface Caller extends SessionSubject {
  readonly sessionId: string;
  readonly expiresAt: string;
}

/** What the middleware found out about this request. */
export const stateOf = ({ state }: { readonly state: RequestState }): RequestState => state;

/** What the middleware finds out about a request. */
export interface RequestState {
  readonly requestId: string;
  /** The other end's address, an IPv4 one without its IPv6 mapping. */
  address: string;
  /** Came over loopback to a loopback name: a person at this machine, not a tunnel that ends here. */
  onThisMachine: boolean;
  /** On this machine or over TLS: a password may be sent. */
  secureEnough: boolean;
  /** The outcome of the Authorization header: none, a caller, or why it is no good. */
  token:
    | { readonly kind: 'none' }
    | { readonly kind: 'caller'; readonly caller: Caller }
    | {
        readonly kind: 'bad';
        readonly fault: 'token_invalid' | 'token_expired' | 'token_revoked';
        readonly client: null;
      };
}
