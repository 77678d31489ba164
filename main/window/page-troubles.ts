import { dialog, type BrowserWindow } from 'electron';
import type { Log } from '../log.ts';

/** Crashes of the page within this time count as one trouble that loading again does not cure. */
const MINUTE = 60_000;
const MOST_RELOADS = 3;

/** Brings a page back that crashed, and asks what to do with one that hangs. The ledger is in another process and goes on. */
export function tendPage(window: BrowserWindow, log: Log): void {
  let crashes: number[] = [];
  const { webContents: page } = window;

  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error(`the page is gone: ${reason} (${exitCode})`);
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < MINUTE), now];
    if (crashes.length <= MOST_RELOADS) page.reload();
    void dialog.showMessageBox(window, crashes.length <= MOST_RELOADS ? CAME_BACK : KEEPS_CRASHING).then(() => {
      if (!window.isDestroyed() && page.isCrashed()) page.reload();
    });
  });

  let hanging: AbortController | null = null;
  window.on('unresponsive', () => {
    if (hanging) return;
    log.error('the page does not answer');
    const question = new AbortController();
    hanging = question;
    void dialog.showMessageBox(window, { ...HANGS, signal: question.signal }).then(({ response }) => {
      hanging = null;
      if (window.isDestroyed() || question.signal.aborted || HANGS.buttons[response] !== LOAD_AGAIN) return;
      // A page that hangs would hear of the reload last, so its process ends; the rest is as after a crash.
      page.forcefullyCrashRenderer();
    });
  });
  window.on('responsive', () => hanging?.abort());
}

const LOAD_AGAIN = 'Load again';

const CAME_BACK = {
  type: 'warning',
  message: 'The console stopped and was loaded again',
  detail:
    'Everything that was sold, refunded or scanned is safe. A sale that was not paid yet has to be entered again.',
  buttons: ['OK'],
} satisfies Electron.MessageBoxOptions;

const KEEPS_CRASHING = {
  type: 'error',
  message: 'The console keeps stopping',
  detail: 'Everything that was sold, refunded or scanned is safe, and the scanners go on.',
  buttons: [LOAD_AGAIN],
} satisfies Electron.MessageBoxOptions;

const HANGS = {
  type: 'question',
  message: 'The console does not answer',
  detail: 'You can wait for it or load it again. A sale that was not paid yet would be lost; all else is safe.',
  buttons: ['Wait', LOAD_AGAIN],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
} satisfies Electron.MessageBoxOptions;
