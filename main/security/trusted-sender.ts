import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isOurs } from './navigation.ts';

export type Sent = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** True where a call comes from the page itself (no frame inside it) of our own window, and that page is ours. */
export function isTrustedSender({ sender, senderFrame }: Sent, ourWindow: WebContents | null, origin: string): boolean {
  if (ourWindow === null || sender !== ourWindow || senderFrame === null) return false;
  return senderFrame.parent === null && isOurs(senderFrame.url, origin);
}
