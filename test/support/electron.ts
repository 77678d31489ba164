import { electronEnv, installedElectron, sandboxArguments } from '../../tools/lib/electron.ts';
import { root } from '../../tools/lib/root.ts';

/**
 * What Playwright's `_electron.launch` needs to open the built application, or the packed one that `app` names (its folder or asar):
 * give it a data folder and a port by `env`.
 * Throws where there is no Electron; `npm test` leaves the desktop tests out before it comes to that.
 */
export function desktopLaunch(
  env: Record<string, string>,
  args: string[] = [],
  app: string = root,
): { executablePath: string; args: string[]; env: Record<string, string> } {
  const electron = installedElectron();
  if ('missing' in electron) throw new Error(`no Electron: ${electron.missing}`);
  const inherited = Object.entries(electronEnv()).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    executablePath: electron.path,
    args: [...sandboxArguments(), '--disable-gpu', app, ...args],
    env: { ...Object.fromEntries(inherited), ...env },
  };
}
