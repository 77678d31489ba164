import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testLetter } from '../../src/usecases/mail-letters.ts';
import { keyFileVault } from '../../src/vault.ts';
import { reach } from '../../src/workers/mail-reach.ts';
import { openTransport, type MailPatience } from '../../src/workers/mail-transport.ts';
import { openTestLedger, type TestLedger } from '../support/ledger.ts';
import { MAIL_LOGIN, startMailServer, type TestMailServer } from '../support/mail-server.ts';
import { expectFields } from './support/answers.ts';
import { useOffice } from './support/office.ts';
import { withLedgerFile } from './support/ledger-file.ts';

const office = useOffice();
const mailPath = '/api/admin/settings/mail';
const change = (body: unknown) => office.api('PATCH', mailPath, { body });
const tryIt = (to: unknown = 'owner@example.com') =>
  office.api<{ sent: boolean; message: string }>('POST', `${mailPath}/test`, { body: { to } });

let server: TestMailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

const settings = () => ({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  ...MAIL_LOGIN,
  fromName: 'Lido Nights',
  fromAddress: 'tickets@lido.example.com',
});

test('a new box office has no mail server and says so', async () => {
  expect((await office.api('GET', mailPath)).body).toEqual({
    host: null,
    port: 587,
    security: 'starttls',
    user: null,
    password: 'unset',
    fromName: null,
    fromAddress: null,
    automatic: true,
    waitingFor: 'No mail server is set.',
  });
  expect(await tryIt()).toMatchObject({ status: 200, body: { sent: false, message: 'No mail server is set.' } });
});

describe('the password', () => {
  test('is never shown, nor kept as it is, nor told to the audit', async () => {
    const answer = await change(settings());
    expect(answer.body).toMatchObject({ user: MAIL_LOGIN.user, password: 'set', waitingFor: null });
    expect(answer.text).not.toContain(MAIL_LOGIN.password);
    expect((await office.api('GET', '/api/admin/audit?pageSize=200')).text).not.toContain(MAIL_LOGIN.password);
    const rows = withLedgerFile(office, (database) => database.prepare('SELECT value FROM settings').all());
    expect(JSON.stringify(rows)).not.toContain(MAIL_LOGIN.password);
  });

  test('does not follow to another host, nor onto a line in the clear', async () => {
    await change({ ...settings(), security: 'tls' });
    expect((await change({ fromName: 'Other' })).body).toMatchObject({ password: 'set' });
    expect((await change({ security: 'none' })).body).toMatchObject({ password: 'unset' });
    await change(settings());
    const moved = await change({ host: 'smtp.stranger.example.com' });
    expect(moved.body).toMatchObject({
      password: 'unset',
      waitingFor: 'The password of the mail server is not set on this machine.',
    });
    await change(settings());
  });

  test('sealed on another machine counts as not set, and is asked for again', async () => {
    await change(settings());
    const elsewhere = keyFileVault(path.join(office.dataDir, 'backups')).seal('secret');
    withLedgerFile(office, (database) => {
      const row = database.prepare(`SELECT value FROM settings WHERE key = 'mail'`).get() as { value: string };
      const value = JSON.stringify({ ...JSON.parse(row.value), sealedPassword: elsewhere });
      database.prepare(`UPDATE settings SET value = ? WHERE key = 'mail'`).run(value);
    });
    expect((await office.api('GET', mailPath)).body).toMatchObject({ user: MAIL_LOGIN.user, password: 'unset' });
    expect((await change({ password: MAIL_LOGIN.password })).body).toMatchObject({ password: 'set', waitingFor: null });
  });
});

test.each([
  ['host', 'http://smtp.example.com'],
  ['host', 'smtp.example.com:25'],
  ['host', ''],
  ['port', 0],
  ['port', 65_536],
  ['port', '25'],
  ['security', 'ssl'],
  ['user', 'a\nb'],
  ['password', ''],
  ['fromAddress', 'nobody'],
  ['fromName', 'Lido\r\nBcc: all@example.com'],
  ['automatic', 'yes'],
])('%s cannot be %j', async (field, value) => expectFields(await change({ [field]: value }), field));

test('the settings are the owner’s alone', async () => {
  for (const role of ['manager', 'staff', 'scanner'] as const) {
    const token = await office.tokenOf(role);
    expect((await office.api('GET', mailPath, { token })).status).toBe(403);
    expect((await office.api('PATCH', mailPath, { token, body: {} })).status).toBe(403);
    expect((await office.api('POST', `${mailPath}/test`, { token, body: { to: 'a@example.com' } })).status).toBe(403);
  }
  expect((await office.api('GET', mailPath, { token: null })).status).toBe(401);
  expect((await office.api('PATCH', mailPath, { token: null, body: {} })).status).toBe(401);
  expect((await office.api('POST', `${mailPath}/test`, { token: null, body: {} })).status).toBe(401);
});

describe('the test mail', () => {
  test('is sent at once, and the answer says who took it', async () => {
    await change(settings());
    const before = server.received.length;
    const { body } = await tryIt();
    expect(body).toEqual({ sent: true, message: '127.0.0.1 has taken the mail to owner@example.com.' });
    expect(server.received[before]?.mail.subject).toBe('A test from your box office');
  });

  test('needs an address', async () => expectFields(await tryIt('nobody'), 'to'));

  test('says that the password is wrong', async () => {
    await change({ ...settings(), password: 'wrong' });
    const { body } = await tryIt();
    expect(body.sent).toBe(false);
    expect(body.message).toContain('127.0.0.1 refuses the user name or the password');
    expect(body.message).not.toContain('wrong');
    await change(settings());
  });

  test('says that the address is refused', async () => {
    server.refuse = { to: 550 };
    expect((await tryIt()).body.message).toContain('127.0.0.1 refuses the address: 550');
    server.refuse = {};
  });

  test('says that nothing listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await change({ ...settings(), port });
    expect((await tryIt()).body).toEqual({ sent: false, message: `Nothing listens at 127.0.0.1:${port}.` });
  });

  test.each(['starttls', 'tls'] as const)(
    'does not trust a certificate that nobody vouches for (%s)',
    async (security) => {
      const secure = await startMailServer({
        secure: security === 'tls',
        disabledCommands: [],
      });
      await change({ ...settings(), port: secure.port, security });
      const { body } = await tryIt();
      expect(body.sent).toBe(false);
      expect(body.message).toContain('The certificate of 127.0.0.1 is not good for it');
      expect(secure.seen).toBe(0);
      await secure.close();
    },
  );

  test('does not speak in the clear where STARTTLS was asked for', async () => {
    await change({ ...settings(), security: 'starttls' });
    const { body } = await tryIt();
    expect(body.sent).toBe(false);
    expect(server.received.every(({ mail }) => mail.subject !== undefined)).toBe(true);
    expect(body.message).toMatch(/STARTTLS/);
    await change(settings());
  });
});

describe('a server that nobody can rely on', () => {
  let opened: TestLedger;
  beforeAll(async () => {
    opened = await openTestLedger();
  });
  afterAll(() => opened.close());

  /** Sends a letter to a server that does this with whoever connects. */
  async function sendTo(answer: (socket: Socket) => void, patience: Partial<MailPatience> = {}): Promise<unknown> {
    const odd = createServer(answer);
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const { port } = odd.address() as AddressInfo;
    const from = { name: 'Lido', address: 'tickets@lido.example.com' };
    const transport = openTransport(
      { host: '127.0.0.1', port, security: 'none', login: MAIL_LOGIN, from },
      { connect: 60_000, silence: 60_000, whole: 60_000, ...patience },
    );
    try {
      const letter = await testLetter(opened.ledger.reads);
      return await transport.send({ id: 'mail_1', to: 'a@example.com' }, letter, null, new AbortController().signal);
    } finally {
      transport.close();
      odd.close();
    }
  }

  test('is given up on when it keeps silent', async () => {
    await expect(sendTo(() => undefined, { connect: 200, silence: 200 })).rejects.toThrow('does not answer in time.');
  });

  test('is given up on when it only ever promises to answer', async () => {
    const dribble = (socket: Socket): void => {
      socket.write('220 hello\r\n');
      const timer = setInterval(() => socket.write('250-and\r\n'), 20);
      socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
    };
    await expect(sendTo(dribble, { whole: 500 })).rejects.toThrow('took too long and was broken off.');
  });

  test('gets its words shown, but never the password that it repeats', async () => {
    const answers = ['250-odd\r\n250 AUTH PLAIN LOGIN\r\n', `535 not ${MAIL_LOGIN.password}, please\r\n`];
    const echo = (socket: Socket): void => {
      socket.write('220 hello\r\n');
      socket.on('data', () => socket.write(answers.shift() ?? '221 bye\r\n')).on('error', () => undefined);
    };
    await expect(sendTo(echo)).rejects.toThrow('refuses the user name or the password: 535 not …, please');
  });
});

describe('the address of a mail server', () => {
  const refused = { name: 'AddressRefused' };

  test.each([
    '169.254.169.254',
    'fe80::1',
    '::ffff:169.254.169.254',
    'fd00:ec2::254',
    '0.0.0.0',
    '2852039166',
    '0xa9fea9fe',
  ])('is never %s, where a cloud or this link answers', async (host) => {
    await change({ ...settings(), host });
    const { body } = await tryIt();
    expect(body.sent).toBe(false);
    expect(body.message).toMatch(/at an address where no mail server may be|There is no server/);
    await change(settings());
  });

  test.each(['none', 'tls'] as const)(
    'is checked as it is connected to, whatever the name said before (%s)',
    async (security) => {
      const resolve = () =>
        Promise.resolve([
          { address: '127.0.0.1', family: 4 },
          { address: '169.254.169.254', family: 4 },
        ]);
      const where = { host: 'mail.example.com', port: server.port, security, patience: 5_000, resolve };
      await expect(reach(where)).rejects.toMatchObject(refused);
      const good = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
      if (security === 'none') (await reach({ ...where, resolve: good })).destroy();
    },
  );
});

test('the key of the secrets lies beside the ledger for this user alone', () => {
  expect(readFileSync(path.join(office.dataDir, 'secrets.key'), 'utf8')).toMatch(/^[\w+/]{43}=$/);
});
