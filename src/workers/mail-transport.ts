import { callbackify } from 'node:util';
import { createTransport } from 'nodemailer';
import { MINUTE, type Milliseconds } from '../shared/instant.ts';
import type { Letter } from '../usecases/mail-letters.ts';
import { htmlOf, LOGO_ID, textOf } from '../usecases/mail-pages.ts';
import type { MailServer } from '../usecases/mail-settings.ts';
import { reach } from './mail-reach.ts';
import { troubleOf } from './mail-trouble.ts';

export interface Envelope {
  /** The same at every attempt, so that a mail which arrived twice is shown once. */
  readonly id: string;
  readonly to: string;
}

export interface Transport {
  /** @throws MailTrouble */
  send(envelope: Envelope, letter: Letter, pdf: Buffer | null, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** How long the other end may take, in milliseconds: to be found and reached, between any two of its words, and for a mail in all. */
export interface MailPatience {
  readonly connect: Milliseconds;
  readonly silence: Milliseconds;
  readonly whole: Milliseconds;
}

export const MAIL_PATIENCE: MailPatience = { connect: 15_000, silence: 60_000, whole: 5 * MINUTE };

/** One connection to the mail server, kept while there is mail to send. Its certificate must be good for its name. */
export function openTransport(server: MailServer, patience: MailPatience = MAIL_PATIENCE): Transport {
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    // The outbox tries again by itself, and knows when.
    maxRequeues: 0,
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    // The socket comes from here, checked and with TLS already where it is spoken from the first byte.
    getSocket: callbackify(async (_options: unknown) => ({
      connection: await reach({ ...server, patience: patience.connect }),
      secured: server.security === 'tls',
    })),
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    ...(server.login ? { auth: { user: server.login.user, pass: server.login.password } } : {}),
    greetingTimeout: patience.connect,
    socketTimeout: patience.silence,
    socketCloseTimeout: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ id, to }, letter, pdf, signal) => {
      const { logo } = letter.branding;
      const attempt = new AbortController();
      const breakOff = (): void => attempt.abort();
      // A server that says a word a minute would hold up the whole outbox.
      const late = setTimeout(breakOff, patience.whole);
      signal.addEventListener('abort', breakOff);
      try {
        await transport.sendMail({
          signal: attempt.signal,
          from: server.from,
          to: { name: '', address: to },
          subject: letter.subject,
          messageId: `<${id}@${server.from.address.split('@').at(-1)}>`,
          // No absence notes back, please (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.language },
          text: textOf(letter),
          html: htmlOf(letter),
          attachments: [
            ...(logo
              ? [
                  {
                    cid: LOGO_ID,
                    filename: `logo.${logo.type}`,
                    content: Buffer.from(logo.base64, 'base64'),
                    contentDisposition: 'inline' as const,
                  },
                ]
              : []),
            ...(pdf && letter.tickets
              ? [{ filename: letter.tickets.fileName, content: pdf, contentType: 'application/pdf' }]
              : []),
          ],
        });
      } catch (error) {
        throw troubleOf(error, server, signal.aborted);
      } finally {
        clearTimeout(late);
        signal.removeEventListener('abort', breakOff);
      }
    },
    close: () => transport.close({ force: true }),
  };
}
