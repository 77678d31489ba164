import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  readonly raw: Buffer;
  readonly mail: Email;
}

/** A mail server on this machine that keeps what it gets, and refuses what a test wants refused. */
export interface TestMailServer {
  readonly port: number;
  readonly received: Received[];
  /** Waits until so many have come; those. */
  readonly wait: (count: number) => Promise<Received[]>;
  /** The answer to a recipient or to a message from now on, instead of a yes: such as `{ to: 550 }`. */
  refuse: { to?: number; message?: number };
  /** Messages whose whole text was read, refused ones too. */
  seen: number;
  readonly close: () => Promise<void>;
}

export const MAIL_LOGIN = { user: 'lido', password: 's3cret-of-the-mail' } as const;

const refusal = (code: number): Error => Object.assign(new Error(`refused with ${code}`), { responseCode: code });

/** Speaks in the clear and wants the login above unless told. */
export async function startMailServer(options: SMTPServerOptions & { port?: number } = {}): Promise<TestMailServer> {
  const { port = 0, ...rest } = options;
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    logger: false,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === MAIL_LOGIN.user && password === MAIL_LOGIN.password
        ? done(null, { user: username })
        : done(refusal(535)),
    onRcptTo: (_address, _session, done) => done(open.refuse.to === undefined ? null : refusal(open.refuse.to)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void answerWith(done, keep(Buffer.concat(chunks), session));
      });
    },
    ...rest,
  });

  async function answerWith(done: (error?: Error | null) => void, kept: Promise<null>): Promise<void> {
    const error = await kept.catch((reason: unknown) => reason as Error);
    done(error);
  }

  async function keep(raw: Buffer, session: Parameters<NonNullable<SMTPServerOptions['onData']>>[1]): Promise<null> {
    open.seen += 1;
    if (open.refuse.message !== undefined) throw refusal(open.refuse.message);
    const { mailFrom, rcptTo } = session.envelope;
    received.push({
      to: rcptTo.map(({ address }) => address),
      from: mailFrom === false ? '' : mailFrom.address,
      raw,
      mail: await PostalMime.parse(raw),
    });
    for (const look of waiting) look();
    return null;
  }

  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const open: TestMailServer = {
    port: (server.server.address() as AddressInfo).port,
    received,
    refuse: {},
    seen: 0,
    wait: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (received.length < count) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve([...received]);
        };
        const late = setTimeout(() => reject(new Error(`${received.length} mails came instead of ${count}`)), 15_000);
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
  return open;
}
