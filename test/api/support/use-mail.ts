import { updateMailSettings, type listMail } from '../../../src/shared/mail.ts';
import type { AnswerOf } from '../../../src/shared/operation.ts';
import { MAIL_LOGIN, type TestMailServer } from '../../support/mail-server.ts';
import type { Client } from '../../support/client.ts';

export type ListedMail = AnswerOf<typeof listMail>[number];

/** Lets a box office send by this mail server. */
export const sendBy = (office: Client, mail: Pick<TestMailServer, 'port'>) =>
  office.call(updateMailSettings, {
    body: {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      ...MAIL_LOGIN,
      fromName: 'Lido Nights',
      fromAddress: 'tickets@lido.example.com',
    },
  });

/** Asks until an answer is as wanted. @throws where it is not within 15 s */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; ;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`It did not come to that: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
