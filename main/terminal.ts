import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** A question on the terminal. Ctrl+C and Ctrl+D end the program: the person changed their mind, and nothing was done. */
export function ask(question: string): Promise<string> {
  return answerTo(question, process.stdout);
}

/** As `ask`, but the answer does not show. */
export async function askSecret(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = answerTo('', nowhere);
  // Only now: the terminal has stopped echoing by itself.
  process.stdout.write(question);
  await answer;
  process.stdout.write('\n');
  return answer;
}

/** What another program pipes in, line by line; an empty last line is none. */
export async function readPiped(): Promise<string[]> {
  const lines = (await text(process.stdin)).split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

async function answerTo(question: string, output: NodeJS.WritableStream): Promise<string> {
  const line = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  const giveUp = (): never => process.exit(130);
  line.once('SIGINT', giveUp);
  line.once('close', giveUp);
  const answer = await line.question(question);
  line.off('close', giveUp);
  line.close();
  return answer;
}
