import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './root.ts';

function* filesUnder(relative: string): Generator<string> {
  const stat = fs.statSync(path.join(root, relative), { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) {
    yield relative;
    return;
  }
  for (const name of fs.readdirSync(path.join(root, relative)).toSorted()) {
    if (name !== 'node_modules' && !name.startsWith('.')) yield* filesUnder(`${relative}/${name}`);
  }
}

/** One hash over the names and contents of all files in these files and folders (relative to the repository). */
export function hashOfInputs(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesUnder(input)) {
      const content = fs.readFileSync(path.join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}
