import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `lp` and `lpstat` of a machine with the queues `Receipts` and `Stopped one`. `lp` keeps what it was handed and with which arguments. */
export interface FakePrintQueues {
  /** A folder to look for programs in. */
  readonly path: string;
  /** The bytes of the last job. */
  bytes(): Buffer;
  args(): string[];
  /** How many jobs were handed over. */
  count(): number;
  remove(): void;
}

export function buildFakePrintQueues(): FakePrintQueues {
  const folder = mkdtempSync(path.join(tmpdir(), 'box-office-lp-'));
  const program = (name: string, lines: readonly string[]): void => {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(path.join(folder, name), 0o755);
  };
  const [bytes, args, count] = ['bytes', 'args', 'count'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  program('lpstat', [
    `if [ "$1" = -e ]; then printf 'Receipts\\nStopped\\nBroken\\n'; exit 0; fi`,
    `if [ "$2" = Stopped ]; then echo 'printer Stopped disabled since today -'; exit 0; fi`,
    `echo "printer $2 is idle.  enabled since today"`,
  ]);
  program('lp', [
    `if [ "$2" = Broken ]; then echo 'lp: Unsupported document-format "application/vnd.cups-raw".' >&2; exit 1; fi`,
    `printf '%s\\n' "$@" > '${args}'`,
    `/bin/cat > '${bytes}'`,
    `echo one >> '${count}'`,
  ]);
  return {
    path: folder,
    bytes: () => readFileSync(bytes),
    args: () => readFileSync(args, 'utf8').trimEnd().split('\n'),
    count: () => (existsSync(count) ? readFileSync(count, 'utf8').trimEnd().split('\n').length : 0),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
