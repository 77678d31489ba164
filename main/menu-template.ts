import type { MenuItemConstructorOptions } from 'electron';
import type { ConsolePath } from '../src/shared/desktop.ts';

export interface MenuActions {
  navigate(path: ConsolePath): void;
  resetOwner(): void;
  openDataFolder(): void;
  reload(): void;
  openApiReference(): void;
  openWebSite(): void;
}

export interface MenuPlace {
  platform: NodeJS.Platform;
  isPackaged: boolean;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The menu as each system wants it: macOS has the program's own menu first, elsewhere Quit is in File and About in Help. */
export function menuOf(actions: MenuActions, { platform, isPackaged }: MenuPlace): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const to = (label: string, path: ConsolePath, accelerator: string): MenuItemConstructorOptions => ({
    id: path.slice(path.lastIndexOf('/') + 1),
    label,
    accelerator,
    click: () => actions.navigate(path),
  });

  const file: MenuItemConstructorOptions[] = [
    to('New sale', '/sell', 'CmdOrCtrl+N'),
    SEPARATOR,
    { id: 'reset-owner', label: 'Set a new owner’s password…', click: () => actions.resetOwner() },
    { label: 'Open the data folder', click: () => actions.openDataFolder() },
    SEPARATOR,
    { role: mac ? 'close' : 'quit' },
  ];
  const view: MenuItemConstructorOptions[] = [
    // The console has the same digits with Alt.
    to('Scan', '/scan', 'CmdOrCtrl+3'),
    to('Orders', '/orders', 'CmdOrCtrl+4'),
    to('Events', '/manage/events', 'CmdOrCtrl+5'),
    SEPARATOR,
    { id: 'reload', label: 'Reload', accelerator: 'CmdOrCtrl+R', click: () => actions.reload() },
    ...(isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
    SEPARATOR,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    SEPARATOR,
    { role: 'togglefullscreen' },
  ];
  const help: MenuItemConstructorOptions[] = [
    { label: 'API reference', click: () => actions.openApiReference() },
    { label: 'TicketWave on the web', click: () => actions.openWebSite() },
    ...(mac ? [] : [SEPARATOR, { role: 'about' } satisfies MenuItemConstructorOptions]),
  ];
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: 'File', submenu: file },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
    { role: 'help', submenu: help },
  ];
}
