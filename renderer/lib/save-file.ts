import { desktop } from './desktop.ts';

/** Hands a file to the person: the desktop asks where to, a browser puts it among its downloads. False where they changed their mind. */
export async function saveFile(name: string, contents: Blob): Promise<boolean> {
  if (desktop) {
    const bytes = new Uint8Array(await contents.arrayBuffer());
    return (await desktop.saveFile({ suggestedName: name, contents: bytes })).saved;
  }
  const url = URL.createObjectURL(contents);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}
