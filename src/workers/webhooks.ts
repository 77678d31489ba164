import type { Ledger } from '../db/ledger.ts';
import { readSettings } from '../db/settings.ts';
import { dueMessages, readWebhookConfig, type DueMessage } from '../db/webhooks.ts';
import { toInstant, type Milliseconds } from '../shared/instant.ts';
import { SYSTEM } from '../usecases/context.ts';
import { recordAttempts, type Attempt } from '../usecases/webhook-deliveries.ts';
import type { Resolve } from '../usecases/webhook-endpoint.ts';
import { Bell } from './bell.ts';
import type { Worker } from './housekeeping.ts';
import { Health, LANES } from './webhooks-pace.ts';
import { sendWebhook, type Endpoint } from './webhooks-send.ts';

export interface WebhooksOptions {
  readonly ledger: Ledger;
  readonly now: () => Milliseconds;
  readonly log: { error(details: object, message: string): void };
  /** Where this server listens, empty before it does: no webhook goes there. */
  readonly origin: () => string;
  readonly version: string;
  readonly patience?: Milliseconds;
  readonly resolve?: Resolve;
}

/** The worker looks and writes at most this often, so that a full outbox leaves whoever sells and scans the machine. */
const BEAT: Milliseconds = 50;
/** How often it looks when nothing stirs: for what has become due. */
const LOOK: Milliseconds = 1_000;
/** At a shutdown, what is under way has this long to end; what does not is sent again at the next start. */
const GRACE: Milliseconds = 2_000;

/**
 * Tells the endpoint what lies in the outbox: at least once, each subject in order, several subjects side by side. All state is in the
 * ledger, so that a crash loses nothing: a message that was under way is sent again.
 */
export function startWebhooks(options: WebhooksOptions): Worker {
  const { ledger, now, log } = options;
  const lanes = new Map<string, Promise<void>>();
  const ended: { message: DueMessage; attempt: Attempt }[] = [];
  const health = new Health(now);
  const breakOff = new AbortController();
  const bell = new Bell();
  const silence = ledger.onCommit(bell.ring);
  let stopped = false;

  async function send(message: DueMessage, endpoint: Endpoint): Promise<void> {
    const { patience, resolve, version } = options;
    const attempt = await sendWebhook(message, endpoint, {
      now,
      userAgent: `TicketWave-Box-Office/${version}`,
      signal: breakOff.signal,
      ...(patience === undefined ? {} : { patience }),
      ...(resolve === undefined ? {} : { resolve }),
    });
    if (breakOff.signal.aborted) return;
    health.note(attempt);
    ended.push({ message, attempt });
    bell.ring();
  }

  /** Writes down what ended since the last beat, in one change; only then may the next of their subjects go. */
  async function record(): Promise<void> {
    const attempted = [...ended];
    if (attempted.length === 0) return;
    await ledger.write((trx) => recordAttempts(trx, { actor: SYSTEM, now: now() }, attempted));
    ended.splice(0, attempted.length);
    for (const { message } of attempted) lanes.delete(message.subject);
  }

  async function sendDue(): Promise<void> {
    if (lanes.size >= LANES) return;
    const endpoint = await readEndpoint(options);
    const free = endpoint ? health.width(endpoint.savedAt) - lanes.size : 0;
    if (!endpoint || free <= 0) return;
    const due = await dueMessages(ledger.reads, toInstant(now()), LANES + lanes.size);
    const next = due.filter(({ subject }) => !lanes.has(subject)).slice(0, free);
    for (const message of next) {
      lanes.set(message.subject, send(message, endpoint));
      // Whoever has scanned meanwhile goes first.
      await nextTurn();
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await record();
        await sendDue();
      } catch (error) {
        log.error({ err: error }, 'Delivering webhooks failed; it will be tried again');
        await bell.pause(LOOK);
      }
      await bell.pause(BEAT);
      await bell.rung(LOOK);
    }
  }

  const running = run();
  return {
    stop: async () => {
      stopped = true;
      silence();
      bell.stop();
      await running;
      const timer = setTimeout(() => breakOff.abort(), GRACE);
      await Promise.all(lanes.values());
      clearTimeout(timer);
      await record().catch((error: unknown) =>
        log.error({ err: error }, 'The last webhooks were not written down and will be sent again'),
      );
    },
  };
}

const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/** The endpoint as it is now; null while there is none or it is off. */
async function readEndpoint({ ledger, now, origin }: WebhooksOptions): Promise<Endpoint | null> {
  const config = await readWebhookConfig(ledger.reads);
  if (!config || config.enabled === 0 || origin() === '') return null;
  const { publicUrl } = await readSettings(ledger.reads);
  const rotates = config.previous_secret_until !== null && config.previous_secret_until > toInstant(now());
  return {
    url: new URL(config.url),
    savedAt: config.updated_at,
    secret: config.secret,
    previousSecret: rotates ? config.previous_secret : null,
    rules: { allowPrivate: config.allow_private_address === 1, own: { origin: origin(), publicUrl } },
  };
}
