import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { DownloadProgress } from '../../src/shared/desktop.ts';
import { errorBody } from '../../src/shared/operation.ts';
import { DOWNLOAD_PROGRESS } from '../channels.ts';
import type { Desk } from '../desk.ts';
import { type DesktopCalls, Refusal } from './answer.ts';
import { askWhere, unsaved } from './files.ts';

/** Bytes between two words about how far it is. */
const STEP = 64 * 1024;

/**
 * What the server streams goes to the disk as it comes, never through the page and never whole into memory. It is written beside
 * the file and takes its name at the end, so that a download that fails leaves what was there.
 */
export function downloads({
  consoleWindow,
  origin,
}: Pick<Desk, 'consoleWindow' | 'origin'>): Pick<DesktopCalls, 'saveFromServer' | 'cancelDownload'> {
  const underWay = new Map<string, AbortController>();
  const tell = (progress: DownloadProgress): void => consoleWindow.contents?.send(DOWNLOAD_PROGRESS, progress);

  return {
    async saveFromServer({ id, path, suggestedName, token }) {
      const file = await askWhere(consoleWindow.present(), suggestedName);
      if (file === null) return { saved: false };
      const ending = new AbortController();
      underWay.set(id, ending);
      const part = `${file}.part`;
      try {
        const body = await bodyOf(new URL(path, origin), token, ending.signal);
        await pipeline(
          Readable.fromWeb(body),
          counting((bytes) => tell({ id, bytes })),
          createWriteStream(part),
          {
            signal: ending.signal,
          },
        );
        await rename(part, file);
        return { saved: true };
      } catch (error) {
        await rm(part, { force: true });
        if (ending.signal.aborted) return { saved: false };
        throw error instanceof Refusal ? error : unsaved(error);
      } finally {
        underWay.delete(id);
      }
    },
    async cancelDownload(id) {
      underWay.get(id)?.abort();
    },
  };
}

async function bodyOf(url: URL, token: string, signal: AbortSignal): Promise<ReadableStream> {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${token}` }, redirect: 'error', signal });
  if (response.ok && response.body) return response.body;
  const said = errorBody.safeParse(await response.json().catch(() => null));
  throw new Refusal(said.success ? said.data.error : `The box office answered ${response.status}.`);
}

/** Lets everything through and says, now and then and at the end, how much it was. */
function counting(say: (bytes: number) => void): Transform {
  let bytes = 0;
  let said = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes - said >= STEP) say((said = bytes));
      done(null, chunk);
    },
    flush(done) {
      say(bytes);
      done();
    },
  });
}
