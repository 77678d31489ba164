import { toInstant, type Instant, type Milliseconds } from '../shared/instant.ts';
import type { Role } from '../shared/operation.ts';

/** Who acts. A device scans; `public` is a visitor of the public side; `system` is the box office itself (holds that expire). */
export interface Actor {
  readonly kind: 'user' | 'device' | 'public' | 'system';
  readonly id: string | null;
  readonly name: string;
  readonly role: Role | null;
  /** Where the call came from; null on this machine's own doing. */
  readonly address: string | null;
  /** What a device is bound to. */
  readonly eventId: string | null;
  readonly gate: string | null;
  /** The login that the call came with. */
  readonly sessionId?: string | undefined;
}

/** Every change is told who and when; nothing below asks the machine. */
export interface Call {
  readonly actor: Actor;
  readonly now: Milliseconds;
}

export const SYSTEM: Actor = {
  kind: 'system',
  id: null,
  name: 'Box office',
  role: null,
  address: null,
  eventId: null,
  gate: null,
};

export const instantOf = (call: Call): Instant => toInstant(call.now);
