import path from 'node:path';

/** The folder's name on every system, and the name people know the program by. */
export const PRODUCT_NAME = 'TicketWave Box Office';

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

/**
 * Where the ledger lives unless somebody says otherwise: the folder each system has for a program's own data. The desktop, the
 * server without a window and reset-owner all ask here, so they mean the same ledger.
 */
export function defaultDataDir({ platform, env, home }: Machine): string {
  if (platform === 'win32') {
    return path.win32.join(env['APPDATA'] || path.win32.join(home, 'AppData', 'Roaming'), PRODUCT_NAME);
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', PRODUCT_NAME);
  // The XDG base directory specification: a relative path is invalid and to be ignored.
  const xdg = env['XDG_DATA_HOME'] ?? '';
  return path.posix.join(xdg.startsWith('/') ? xdg : path.posix.join(home, '.local', 'share'), PRODUCT_NAME);
}
