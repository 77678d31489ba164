// `npm start`: builds what is stale and opens the desktop application; where there is no Electron, the same server without it.
import { become } from './lib/become.ts';
import { buildOrExit } from './lib/build-or-exit.ts';
import { type Electron, electronEnv, findElectron, noDisplay, sandboxArguments } from './lib/electron.ts';
import { inRoot, root } from './lib/root.ts';

const args = process.argv.slice(2);
await buildOrExit();
const blind = noDisplay();
const electron: Electron = blind === undefined ? await findElectron(console.error) : { missing: blind };
if ('path' in electron) {
  become(electron.path, [...sandboxArguments(), root, ...args], electronEnv());
} else {
  console.log(`No Electron window here (${electron.missing}); serving the same console and API without one.`);
  become(process.execPath, [inRoot('dist', 'main', 'serve.cjs'), ...args]);
}
