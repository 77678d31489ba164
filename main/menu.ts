import { app, Menu, shell } from 'electron';
import type { Desk } from './desk.ts';
import { type MenuActions, menuOf } from './menu-template.ts';
import { openOutside } from './security/secure-contents.ts';

const WEB_SITE = 'https://www.ticketwavehq.com';

/** Puts the menu up and fills the About panel it leads to. */
export function showMenu({ consoleWindow, dataDir, origin, ownerReset }: Desk): void {
  app.setAboutPanelOptions({ applicationName: app.name, applicationVersion: app.getVersion(), website: WEB_SITE });
  const actions: MenuActions = {
    navigate: (path) => consoleWindow.navigate(path),
    resetOwner: () => {
      ownerReset.open();
      consoleWindow.askForOwnersPassword();
    },
    openDataFolder: () => void shell.openPath(dataDir),
    reload: () => void consoleWindow.reload(),
    openApiReference: () => openOutside(`${origin}/api/docs`, origin),
    openWebSite: () => openOutside(WEB_SITE, origin),
  };
  const { platform } = process;
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuOf(actions, { platform, isPackaged: app.isPackaged })));
}
