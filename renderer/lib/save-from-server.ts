import { type Operation } from '../../src/shared/operation.ts';
import { type CallInput, stream, urlOf } from './api.ts';
import { desktop, DesktopRefusal } from './desktop.ts';
import { token } from './session.ts';

interface Saving<O extends Operation> extends CallInput<O> {
  readonly suggestedName: string;
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** A file that a browser with a save dialog lets a page write; not in TypeScript's types of the page yet. */
interface FilePicker {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/**
 * Saves what the server streams where the person says: by the desktop straight to the disk; in a browser through its own save
 * dialog, or into its downloads where it has none. False when the person cancelled. Rejects with a sentence or an ApiError.
 */
export async function saveFromServer<O extends Operation>(operation: O, saving: Saving<O>): Promise<boolean> {
  return desktop ? saveByDesktop(desktop, operation, saving) : saveByBrowser(operation, saving);
}

async function saveByDesktop<O extends Operation>(
  bridge: NonNullable<typeof desktop>,
  operation: O,
  { params, query, suggestedName, onProgress, signal }: Saving<O>,
): Promise<boolean> {
  const id = crypto.randomUUID();
  const path = urlOf(operation.path, params, query);
  const end = bridge.onDownloadProgress((progress) => progress.id === id && onProgress(progress.bytes));
  const cancel = (): void => void bridge.cancelDownload(id);
  signal.addEventListener('abort', cancel);
  try {
    return (await bridge.saveFromServer({ id, path, suggestedName, token: token() ?? '' })).saved;
  } catch (error) {
    throw new DesktopRefusal(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    end();
    signal.removeEventListener('abort', cancel);
  }
}

async function saveByBrowser<O extends Operation>(
  operation: O,
  { suggestedName, onProgress, signal, ...input }: Saving<O>,
): Promise<boolean> {
  try {
    const file = await (window as FilePicker).showSaveFilePicker?.({ suggestedName });
    const body = (await stream(operation, { ...input, signal })).pipeThrough(counting(onProgress));
    if (file) await body.pipeTo(await file.createWritable(), { signal });
    else download(await new Response(body).blob(), suggestedName);
    return true;
  } catch (error) {
    // The dialog was closed, or the download was ended here.
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
}

function counting(onProgress: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      onProgress(bytes);
      controller.enqueue(chunk);
    },
  });
}

/** Hands a file to the browser's downloads. */
export function download(contents: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(contents);
  link.download = name;
  link.click();
  // The browser reads the address after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Saves what the page holds itself. False when the person cancelled. */
export async function saveText(contents: string, suggestedName: string, type: string): Promise<boolean> {
  if (desktop) return (await desktop.saveFile({ suggestedName, contents })).saved;
  download(new Blob([contents], { type }), suggestedName);
  return true;
}
