import fs from 'node:fs';
import path from 'node:path';
import { withBuildLock } from './build-lock.ts';
import { bundleMain } from './bundle-main.ts';
import { bundleRenderer } from './bundle-renderer.ts';
import { explain } from './explain.ts';
import { inRoot } from './root.ts';
import { hashOfInputs } from './stale.ts';

type Target = { name: string; inputs: readonly string[]; bundle: (outDir: string) => Promise<string[]> };

const always = ['package.json', 'package-lock.json', 'tools/lib', 'tsconfig.base.json'];

const targets: readonly Target[] = [
  {
    name: 'renderer',
    inputs: [...always, 'renderer', 'src/shared', 'src/domain', 'resources', 'lingui.config.ts'],
    bundle: bundleRenderer,
  },
  { name: 'main', inputs: [...always, 'main', 'src', 'resources'], bundle: bundleMain },
];

/**
 * Builds into dist/ what is older than its inputs. A failed build leaves the last good dist/ as it was: each part is made
 * beside it and renamed into place. The hash of the inputs lies beside the output, dist/.<name>.inputs.
 */
export async function buildStale(options: { force?: boolean; log?: (line: string) => void } = {}): Promise<void> {
  const log = options.log ?? ((line) => console.error(line));
  if (!options.force && targets.every(isFresh)) return;
  await withBuildLock(async () => {
    const stale = targets.filter((target) => options.force || !isFresh(target));
    const results = await Promise.allSettled(stale.map((target) => buildTarget(target, log)));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [explain(result.reason)] : []));
    if (failures.length > 0) throw new Error(failures.join('\n\n'));
  });
}

const stampOf = (target: Target): string => inRoot('dist', `.${target.name}.inputs`);

function isFresh(target: Target): boolean {
  if (!fs.existsSync(inRoot('dist', target.name)) || !fs.existsSync(stampOf(target))) return false;
  return fs.readFileSync(stampOf(target), 'utf8') === hashOfInputs(target.inputs);
}

async function buildTarget(target: Target, log: (line: string) => void): Promise<void> {
  const started = performance.now();
  // Taken before the build: a file saved during it makes the next build run again.
  const hash = hashOfInputs(target.inputs);
  fs.mkdirSync(inRoot('dist'), { recursive: true });
  const fresh = fs.mkdtempSync(inRoot('.build', `${target.name}-`));
  try {
    const built = await target.bundle(path.join(fresh, 'new'));
    fs.mkdirSync(path.join(fresh, 'new'), { recursive: true });
    const place = inRoot('dist', target.name);
    fs.rmSync(stampOf(target), { force: true });
    if (fs.existsSync(place)) fs.renameSync(place, path.join(fresh, 'old'));
    fs.renameSync(path.join(fresh, 'new'), place);
    fs.writeFileSync(stampOf(target), hash);
    log(`built ${target.name} (${built.join(', ')}) in ${Math.round(performance.now() - started)} ms`);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}
