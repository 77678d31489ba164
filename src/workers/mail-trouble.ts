import type { MailServer } from '../usecases/mail-settings.ts';
import { AddressRefused } from '../usecases/webhook-endpoint.ts';

/** Why a mail did not go out. The message is a sentence for a person; it holds no password. */
export class MailTrouble extends Error {
  override readonly name = 'MailTrouble';
  /** `server`: no other mail would go out either. `mail`: this one is refused. */
  readonly about: 'server' | 'mail';
  /** To try again would end the same. */
  readonly isFinal: boolean;

  constructor(message: string, about: 'server' | 'mail', isFinal = false) {
    super(message);
    this.about = about;
    this.isFinal = isFinal;
  }
}

/** What nodemailer says beyond an error's message; see its errors.d.ts. */
interface Details {
  readonly code?: string;
  readonly originalCode?: string;
  readonly command?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly permanent?: boolean;
  readonly timeoutType?: string;
}

/** The server's own words are kept, cut to what a screen shows. */
const MOST_WORDS = 300;

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ALTNAME/;

/** @param isShutdown whether it was this side that broke off, to end */
export function troubleOf(error: unknown, mailServer: Omit<MailServer, 'from'>, isShutdown: boolean): MailTrouble {
  const { host, port, security, login } = mailServer;
  const details = (error instanceof Error ? error : {}) as Details;
  const { code = '', originalCode = '', command = '' } = details;
  const place = `${host}:${port}`;
  const said = saidBy(details, login);
  const server = (sentence: string): MailTrouble => new MailTrouble(sentence, 'server');

  if (error instanceof AddressRefused)
    return server(`${host} is at an address where no mail server may be, so nothing was told to it.`);
  if (code === 'EABORT')
    return server(
      isShutdown
        ? 'Sending was broken off because the box office shuts down.'
        : `${place} took too long and was broken off.`,
    );
  if (code === 'EAUTH') return server(`${host} refuses the user name or the password${said}`);
  if (code === 'ENOAUTH') return server(`${host} wants a user name and a password.`);
  if (['EDNS', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) return server(`There is no server ${host}, or no internet.`);
  if (CERTIFICATE.test(code) || CERTIFICATE.test(originalCode))
    return server(
      `The certificate of ${host} is not good for it, so nothing was told to it (${CERTIFICATE.test(code) ? code : originalCode}).`,
    );
  if (code === 'ETIMEDOUT' || originalCode === 'ETIMEDOUT') return server(`${place} does not answer in time.`);
  if (code === 'ECONNREFUSED') return server(`Nothing listens at ${place}.`);
  if (code === 'ETLS' || code.startsWith('ERR_SSL') || originalCode.startsWith('ERR_SSL'))
    return server(`${place} does not speak ${security === 'tls' ? 'TLS' : 'STARTTLS'} as the settings say.`);
  if (command === 'RCPT TO')
    return new MailTrouble(`${host} refuses the address${said}`, 'mail', details.permanent === true);
  if (command === 'MAIL FROM') return server(`${host} refuses the sender’s address${said}`);
  if (code === 'EMESSAGE' || command === 'DATA')
    return new MailTrouble(`${host} refuses the mail${said}`, 'mail', details.permanent === true);
  return server(`The connection to ${place} broke (${originalCode || code || 'unknown'}).`);
}

/** `: 550 No such user.` Staff read it: a server that repeats what it was told must not tell them the password. */
function saidBy({ response = '' }: Details, login: MailServer['login']): string {
  const password = login?.password ?? '';
  const secrets = password === '' ? [] : [password, Buffer.from(password, 'utf8').toString('base64')];
  const whole = secrets.reduce((text, secret) => text.replaceAll(secret, '…'), response);
  const words = whole.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
  return words === '' ? '.' : `: ${words}`;
}
