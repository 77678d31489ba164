import { app, BrowserWindow, nativeTheme } from 'electron';
import { GROUND } from './make-window.ts';

/** What opens sooner needs no words. */
const SOON = 800;

/**
 * Says what takes so long, if it takes long: the first demo has a year of orders to make, an update a ledger to copy. Answers what
 * takes the words away again.
 */
export function askForPatience(words: string): () => void {
  let window: BrowserWindow | null = null;
  let over = false;
  const late = setTimeout(() => {
    void app.whenReady().then(() => {
      if (!over) window = open(words);
    });
  }, SOON);
  return () => {
    over = true;
    clearTimeout(late);
    window?.destroy();
  };
}

function open(words: string): BrowserWindow {
  const dark = nativeTheme.shouldUseDarkColors;
  const window = new BrowserWindow({
    width: 420,
    height: 160,
    resizable: false,
    frame: false,
    show: false,
    title: app.name,
    backgroundColor: dark ? GROUND.dark : GROUND.light,
    webPreferences: { sandbox: true, contextIsolation: true, javascript: false, devTools: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page(words, dark))}`);
  return window;
}

const page = (words: string, dark: boolean): string => `<!doctype html><html lang="en"><title>${app.name}</title><style>
  html { height: 100%; color-scheme: ${dark ? 'dark' : 'light'}; background: ${dark ? GROUND.dark : GROUND.light} }
  body { height: 100%; margin: 0; display: grid; place-content: center; gap: 14px; text-align: center;
    font: 15px system-ui, sans-serif; cursor: default; user-select: none }
  b { font-size: 17px; font-weight: 600 }
</style><body><b>${app.name}</b><span>${words}</span>`;
