import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isOurs } from './navigation.ts';

/** True where a call comes from the page itself (no frame inside it) of our own window, and that page is ours. */
export function isTrustedSender(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  ours: WebContents | null,
  origin: string,
): boolean {
  const frame = event.senderFrame;
  return ours !== null && event.sender === ours && frame !== null && frame.parent === null && isOurs(frame.url, origin);
}
