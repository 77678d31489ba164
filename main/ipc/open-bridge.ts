import { ipcMain } from 'electron';
import { DESKTOP_ARGUMENTS, type DesktopMethod } from '../../src/shared/desktop.ts';
import { callChannel } from '../channels.ts';
import type { Desk } from '../desk.ts';
import { isTrustedSender } from '../security/trusted-sender.ts';
import { answer, type DesktopCalls } from './answer.ts';
import { downloads } from './downloads.ts';
import { files } from './files.ts';
import { printing } from './printing.ts';

/** Opens the bridge: each call is asked who sends it, then what it brings, and only then does what it says. */
export function openBridge(desk: Desk): void {
  const { consoleWindow, log, origin, ownerReset } = desk;
  const calls: DesktopCalls = {
    setSaleUnderWay: async (underWay) => consoleWindow.sale.setUnderWay(underWay),
    ...printing(desk),
    ...files(desk),
    ...downloads(desk),
    ...ownerReset.calls,
  };
  for (const method of Object.keys(DESKTOP_ARGUMENTS) as DesktopMethod[]) {
    ipcMain.handle(callChannel(method), (event, ...given: unknown[]) => {
      if (isTrustedSender(event, consoleWindow.contents, origin)) return answer(calls, method, given, log);
      log.error(`refused ${method} to ${event.senderFrame?.url ?? 'a frame that is gone'}`);
      return { error: 'This page may not ask the desktop for anything.' };
    });
  }
}
