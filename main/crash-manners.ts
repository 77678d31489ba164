import { app, dialog } from 'electron';
import { whyNot } from './begin-serving.ts';
import type { Log } from './log.ts';

const RESTART = 'Restart';

/** Nothing that goes wrong in the main process goes unseen: it is written down, and the person decides, while the server goes on. */
export function reportCrashes(log: Log): void {
  let asking = false;
  const report = (error: unknown): void => {
    log.error('not caught anywhere', error);
    if (asking || !app.isReady()) return;
    asking = true;
    const buttons = [RESTART, 'Carry on'];
    const question = dialog.showMessageBox({
      type: 'error',
      message: 'Something went wrong in the box office',
      detail: 'Everything that was sold, refunded or scanned is safe. To restart is the surest way to go on.',
      buttons,
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    void question.then(({ response }) => {
      asking = false;
      if (buttons[response] !== RESTART) return;
      app.relaunch();
      app.quit();
    });
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  app.on('child-process-gone', (_event, { type, reason }) => log.error(`${type} is gone: ${reason}`));
  // The terminal that started the program may be closed before it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Says why there will be no window, on the screen and on the terminal, and ends. */
export async function refuseToStart(error: unknown): Promise<void> {
  const reason = whyNot(error);
  process.stderr.write(`${reason}\n`);
  await app.whenReady();
  dialog.showErrorBox(`${app.name} cannot start`, reason);
  app.exit(1);
}
