import type { MailServer } from '../usecases/mail-settings.ts';

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

export function troubleOf(
  error: unknown,
  { host, port, security }: Pick<MailServer, 'host' | 'port' | 'security'>,
): MailTrouble {
  const details = (error instanceof Error ? error : {}) as Details;
  const { code = '', originalCode = '', command = '' } = details;
  const place = `${host}:${port}`;
  const said = saidBy(details);
  const server = (sentence: string): MailTrouble => new MailTrouble(sentence, 'server');

  if (code === 'EABORT') return server('Sending was broken off because the box office shuts down.');
  if (code === 'EAUTH') return server(`${host} refuses the user name or the password${said}`);
  if (code === 'ENOAUTH') return server(`${host} wants a user name and a password.`);
  if (code === 'EDNS') return server(`There is no server ${host}, or no internet.`);
  if (CERTIFICATE.test(code) || CERTIFICATE.test(originalCode))
    return server(
      `The certificate of ${host} is not good for it, so nothing was told to it (${CERTIFICATE.test(code) ? code : originalCode}).`,
    );
  if (code === 'ETIMEDOUT' || originalCode === 'ETIMEDOUT') return server(`${place} does not answer in time.`);
  if (originalCode === 'ECONNREFUSED') return server(`Nothing listens at ${place}.`);
  if (code === 'ETLS' || originalCode.startsWith('ERR_SSL'))
    return server(`${place} does not speak ${security === 'tls' ? 'TLS' : 'STARTTLS'} as the settings say.`);
  if (command === 'RCPT TO')
    return new MailTrouble(`${host} refuses the address${said}`, 'mail', details.permanent === true);
  if (command === 'MAIL FROM') return server(`${host} refuses the sender’s address${said}`);
  if (code === 'EMESSAGE' || command === 'DATA')
    return new MailTrouble(`${host} refuses the mail${said}`, 'mail', details.permanent === true);
  return server(`The connection to ${place} broke (${originalCode || code || 'unknown'}).`);
}

/** `: 550 No such user.` */
function saidBy({ response }: Details): string {
  const words = (response ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, MOST_WORDS);
  return words === '' ? '.' : `: ${words}`;
}
