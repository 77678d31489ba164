import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { preloadFile, windowIcon } from '../places.ts';
import { placeWindow, type SavedPlace, SMALLEST } from './place-window.ts';

/** The console's own ground, before the page has painted it: nobody at a dark door is dazzled. */
export const GROUND = { dark: '#0a1122', light: '#f3f5f9' };

/** A window as Electron's security checklist wants it, where the last one was; it shows itself once there is something to see. */
export function makeWindow(saved: SavedPlace | null): BrowserWindow {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const screens = [main, ...others].map(({ workArea }) => workArea);
  const { position, maximized, ...size } = placeWindow(saved, screens);
  const window = new BrowserWindow({
    show: false,
    ...size,
    ...position,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    ...(process.platform === 'linux' ? { icon: windowIcon } : {}),
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
      // The wedge scanner beeps from the first ticket on, though nobody has clicked into the page yet.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  return window;
}
