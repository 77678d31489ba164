import { nextDueMail, type MailRow } from '../db/mail.ts';
import type { Ledger } from '../db/ledger.ts';
import type { Printer } from '../pdf/printer.ts';
import { MINUTE, toInstant, type Milliseconds } from '../shared/instant.ts';
import { SYSTEM } from '../usecases/context.ts';
import { newId } from '../usecases/new-id.ts';
import { beginAttempt, endAttempt, requeueInterrupted, type Outcome } from '../usecases/mail-attempts.ts';
import { testLetter, writeLetter } from '../usecases/mail-letters.ts';
import { mailServerOf, type MailServer } from '../usecases/mail-settings.ts';
import type { Vault } from '../vault.ts';
import { Bell } from './bell.ts';
import type { Worker } from './housekeeping.ts';
import { MailTrouble } from './mail-trouble.ts';
import { openTransport, type MailPatience, type Transport } from './mail-transport.ts';

export interface MailOptions {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly printer: Printer;
  readonly now: () => Milliseconds;
  readonly log: { error(details: object, message: string): void };
  readonly patience?: MailPatience;
}

/** A worker that can be asked not to rest. */
export interface MailWorker extends Worker {
  nudge(): void;
}

/** How often the outbox is looked into for what is due by now; what is new is seen at its commit, after at least a beat. */
const LOOK: Milliseconds = 1_000;
const BEAT: Milliseconds = 100;
/** While the server itself is in trouble, one mail is tried at a time, after rests that double from the first to the longest. */
const FIRST_REST: Milliseconds = 5_000;
const LONGEST_REST: Milliseconds = 10 * MINUTE;
/** At a shutdown, what is under way has this long to end; what does not is sent again at the next start. */
const GRACE: Milliseconds = 3_000;

/**
 * Sends what lies in the outbox, after the commit that put it there: at least once, one mail after the other. All state is in the ledger,
 * so that a crash loses nothing.
 */
export function startMail(options: MailOptions): MailWorker {
  const { ledger, log, now } = options;
  const breakOff = new AbortController();
  const bell = new Bell();
  const silence = ledger.onCommit(bell.ring);
  let stopped = false;
  let rest = { until: 0, length: 0, of: '' };

  const call = () => ({ actor: SYSTEM, now: now() });

  /** Sends what is due until nothing is, or until the server is in trouble. */
  async function sendDue(): Promise<void> {
    let transport: Transport | null = null;
    try {
      while (!stopped) {
        const mail = await nextDueMail(ledger.reads, toInstant(now()));
        const server = mail && (await mailServerOf(ledger.reads, options.vault));
        if (!mail || typeof server !== 'object') return;
        // New settings are worth a try at once.
        const settings = JSON.stringify(server);
        if (settings !== rest.of) {
          rest = { until: 0, length: 0, of: settings };
          transport?.close();
          transport = null;
        }
        if (now() < rest.until) return;
        transport ??= openTransport(server, options.patience);
        const trouble = await attempt(mail, server, transport);
        if (trouble?.about !== 'server') {
          rest = { ...rest, until: 0, length: 0 };
          continue;
        }
        const length = Math.min(LONGEST_REST, Math.max(FIRST_REST, rest.length * 2));
        rest = { ...rest, until: now() + length, length };
        return;
      }
    } finally {
      transport?.close();
    }
  }

  /** One attempt, written down before and after; why it failed, if it did. */
  async function attempt(mail: MailRow, server: MailServer, transport: Transport): Promise<MailTrouble | null> {
    if (!(await ledger.write((trx) => beginAttempt(trx, mail.id)))) return null;
    const trouble = await send(mail, server, transport);
    const outcome: Outcome = trouble
      ? { sent: false, error: trouble.message, isFinal: trouble.isFinal }
      : { sent: true };
    // Broken off by a shutdown: it stays under way in the ledger, and the next start sends it again.
    if (!breakOff.signal.aborted) await ledger.write((trx) => endAttempt(trx, call(), mail, outcome));
    return trouble;
  }

  async function send(mail: MailRow, server: MailServer, transport: Transport): Promise<MailTrouble | null> {
    try {
      const letter = await writeLetter(ledger.reads, mail, now());
      if (typeof letter === 'string') return new MailTrouble(letter, 'mail', true);
      const pdf = letter.tickets ? await options.printer.print(letter.tickets.job) : null;
      await transport.send({ id: mail.id, to: mail.recipient }, letter, pdf, breakOff.signal);
      return null;
    } catch (error) {
      if (error instanceof MailTrouble) return error;
      log.error({ err: error, mail: mail.id, host: server.host }, 'Writing a mail failed');
      return new MailTrouble('It could not be written. The reason is in the log.', 'mail');
    }
  }

  async function run(): Promise<void> {
    await ledger
      .write((trx) => requeueInterrupted(trx, call()))
      .catch((error: unknown) => log.error({ err: error }, 'Putting interrupted mail back failed'));
    while (!stopped) {
      try {
        await sendDue();
      } catch (error) {
        log.error({ err: error }, 'Sending mail failed; it will be tried again');
        await bell.pause(LOOK);
      }
      await bell.pause(BEAT);
      await bell.rung(LOOK);
    }
  }

  const running = run();
  return {
    nudge: () => {
      rest = { ...rest, until: 0, length: 0 };
      bell.ring();
    },
    stop: async () => {
      stopped = true;
      silence();
      bell.stop();
      const enough = setTimeout(() => breakOff.abort(), GRACE);
      await running;
      clearTimeout(enough);
    },
  };
}

/** Sends a test mail now; what happened, in words. */
export async function sendTestMail(
  { ledger, vault, now, patience }: MailOptions,
  to: string,
): Promise<{ sent: boolean; message: string }> {
  const server = await mailServerOf(ledger.reads, vault);
  if (typeof server === 'string') return { sent: false, message: server };
  const transport = openTransport(server, patience);
  try {
    const id = newId('mail', now());
    await transport.send({ id, to }, await testLetter(ledger.reads), null, new AbortController().signal);
    return { sent: true, message: `${server.host} has taken the mail to ${to}.` };
  } catch (error) {
    if (!(error instanceof MailTrouble)) throw error;
    return { sent: false, message: error.message };
  } finally {
    transport.close();
  }
}
