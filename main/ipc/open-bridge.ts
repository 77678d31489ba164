import type { Desk } from '../desk.ts';
import { isTrustedSender } from '../security/trusted-sender.ts';
import { answerCalls } from './answer-calls.ts';
import { files } from './files.ts';
import { printing } from './printing.ts';

/** Answers the page of our own window, and it alone. */
export function openBridge(desk: Desk): void {
  const calls = {
    setSaleUnderWay: async (underWay: boolean) => desk.console.sale.setUnderWay(underWay),
    ...printing(desk),
    ...files(desk),
    ...desk.ownerReset.calls,
  };
  answerCalls(calls, (event) => isTrustedSender(event, desk.console.contents, desk.origin), desk.log);
}
