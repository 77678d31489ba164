// `npm run package`: an unpacked application for this platform in release/; `-- --installers` makes its installers too.
// ELECTRON_OVERRIDE_DIST_PATH names an Electron to pack with where none can be downloaded.
import fs from 'node:fs';
import path from 'node:path';
import { become } from './lib/become.ts';
import { buildOrExit } from './lib/build-or-exit.ts';
import { inRoot } from './lib/root.ts';

const installers = process.argv.includes('--installers');
const rest = process.argv.slice(2).filter((arg) => arg !== '--installers');

/** Packs with the Electron at hand. Its fuses stay as they are: it is there to try the package with, not to hand out. */
function withElectronAtHand(): string[] {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist) return [];
  const version = fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const config = inRoot('.build', 'electron-builder.yml');
  const whole = fs.readFileSync(inRoot('electron-builder.yml'), 'utf8');
  fs.writeFileSync(config, whole.replace(/^electronFuses:\n(?: .*\n)+/m, ''));
  return [`-c.electronVersion=${version}`, `-c.electronDist=${dist}`, '--config', config];
}

const platform = { darwin: '--mac', win32: '--win' }[process.platform as string] ?? '--linux';

await buildOrExit();
become(process.execPath, [
  inRoot('node_modules', 'electron-builder', 'cli.js'),
  platform,
  ...(installers ? [] : ['--dir']),
  '--publish=never',
  ...withElectronAtHand(),
  ...rest,
]);
