import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailServer } from '../../src/usecases/mail-settings.ts';
import { testLetter } from '../../src/usecases/mail-letters.ts';
import { openTransport } from '../../src/workers/mail-transport.ts';
import { makeFolder, openTestLedger, removeFolder, type TestLedger } from '../support/ledger.ts';
import { MAIL_LOGIN, startMailServer } from '../support/mail-server.ts';

const trusted = tls.getCACertificates('default');
let folder: string;
let opened: TestLedger;
const file = (name: string): string => path.join(folder, name);

/** Makes a certificate for a name and an address, by itself. */
function certify(name: string): { key: Buffer; cert: Buffer } {
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  const named = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  execFileSync('openssl', [...made, ...named, '-keyout', file('key'), '-out', file('cert')], { stdio: 'ignore' });
  return { key: readFileSync(file('key')), cert: readFileSync(file('cert')) };
}

beforeAll(async () => {
  folder = makeFolder();
  opened = await openTestLedger();
});
afterAll(async () => {
  tls.setDefaultCACertificates(trusted);
  await opened.close();
  removeFolder(folder);
});

/** Sends a letter to localhost, whose server shows a certificate for `name` that this machine trusts. */
async function sendTo(security: MailServer['security'], name: string): Promise<{ seen: number; encrypted: boolean[] }> {
  const { key, cert } = certify(name);
  tls.setDefaultCACertificates([...trusted, cert.toString()]);
  const encrypted: boolean[] = [];
  const server = await startMailServer({
    key,
    cert,
    secure: security === 'tls',
    disabledCommands: [],
    allowInsecureAuth: false,
    onMailFrom: (_address, session, done) => {
      encrypted.push(session.secure);
      done();
    },
  });
  const from = { name: 'Lido', address: 'tickets@lido.example.com' };
  const transport = openTransport({ host: 'localhost', port: server.port, security, login: MAIL_LOGIN, from });
  try {
    const letter = await testLetter(opened.ledger.reads);
    await transport.send({ id: 'mail_1', to: 'a@example.com' }, letter, null, new AbortController().signal);
    return { seen: server.seen, encrypted };
  } finally {
    transport.close();
    await server.close();
  }
}

describe.each(['starttls', 'tls'] as const)('%s', (security) => {
  test('sends to a server whose certificate is good for its name', async () => {
    expect(await sendTo(security, 'localhost')).toEqual({ seen: 1, encrypted: [true] });
  });

  test('tells nothing to a server with a good certificate of somebody else', async () => {
    await expect(sendTo(security, 'other.example.com')).rejects.toThrow(
      'The certificate of localhost is not good for it',
    );
  });
});
