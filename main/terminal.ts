import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';

/** A question on the terminal; the answer shows while it is typed. */
export async function ask(question: string): Promise<string> {
  return readAnswer(question, process.stdout);
}

/** A question whose answer does not show. */
export async function askSecret(question: string): Promise<string> {
  process.stdout.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await readAnswer('', nowhere);
  process.stdout.write('\n');
  return answer;
}

/** What another program pipes in, line by line; an empty last line is none. */
export async function readPiped(): Promise<string[]> {
  const piped = await text(process.stdin);
  const lines = piped.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

async function readAnswer(question: string, output: NodeJS.WritableStream): Promise<string> {
  const line = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
  try {
    return await new Promise<string>((resolve) => {
      // Ctrl+C and Ctrl+D: the person changed their mind, and nothing was done.
      line.once('SIGINT', () => process.exit(130));
      line.once('close', () => process.exit(130));
      void line.question(question).then(resolve);
    });
  } finally {
    line.removeAllListeners('close');
    line.close();
  }
}
