import type { Context } from 'koa';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { BoxOfficeError } from '../../shared/errors.ts';

const MOST_BYTES = 1024 * 1024;
const DEEPEST = 32;
/** A body that trickles in slower than this is a stranger's way of holding connections open. */
const PATIENCE = 30_000;

/** Reads a JSON body of at most 1 MiB and 32 levels; `undefined` where there is none. @throws 415, 413, 408, 400 */
export async function readJson(ctx: Context): Promise<{ value: unknown; text: string }> {
  const length = ctx.get('content-length');
  const hasBody = (length !== '' && length !== '0') || ctx.get('transfer-encoding') !== '';
  if (!hasBody) return { value: undefined, text: '' };
  if (ctx.is('application/json') !== 'application/json' || !/^(utf-8)?$/i.test(ctx.request.charset)) {
    throw new BoxOfficeError('not_json', 'The body must be application/json in UTF-8.');
  }
  if (!/^(identity)?$/i.test(ctx.get('content-encoding')))
    throw new BoxOfficeError('not_json', 'The body must not be compressed.');
  if (Number(length) > MOST_BYTES) throw tooLarge();
  const bytes = await inTime(readBytes(ctx.req));
  if (bytes.length === 0) return { value: undefined, text: '' };
  const { value, text } = parse(bytes);
  if (depthOf(value) > DEEPEST)
    throw new BoxOfficeError('invalid_json', `The body is nested deeper than ${DEEPEST} levels.`);
  return { value, text };
}

/** A body that is read as it arrives. */
export interface StreamedBody {
  readonly stream: Readable;
  /** Reads past what nobody took. The hash of all of it. @throws 413, 400 */
  hash(): Promise<string>;
}

/** The body as a stream that fails behind `most` bytes, or where the connection ends before it. */
export function streamBody({ req }: Context, most: number): StreamedBody {
  const hash = createHash('sha256');
  const tooLong = (): BoxOfficeError =>
    new BoxOfficeError('body_too_large', `The file is larger than ${most / 1024 / 1024} MiB.`);
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes <= most) done(null, chunk);
      else done(tooLong());
    },
  });
  // Whoever reads the stream hears of it; nobody may be reading it yet.
  stream.on('error', () => undefined);
  // Not `pipeline`, which would end the connection before the refusal is sent.
  req.once('error', () => stream.destroy(cutOff()));
  req.once('close', () => {
    if (!req.complete) stream.destroy(cutOff());
  });
  if (Number(req.headers['content-length'] ?? 0) > most) stream.destroy(tooLong());
  else req.pipe(stream);
  let digest: string | undefined;
  return {
    stream,
    hash: async () => {
      if (!stream.readableEnded) {
        stream.resume();
        await finished(stream, { writable: false });
      }
      digest ??= hash.digest('base64');
      return digest;
    },
  };
}

const cutOff = (): BoxOfficeError => new BoxOfficeError('invalid_request', 'The body ended before its end.');

const tooLarge = (): BoxOfficeError => new BoxOfficeError('body_too_large', 'The body is larger than 1 MiB.');

/** The bytes of a body. Beyond 1 MiB the rest stays unread: the connection ends behind the refusal. @throws 413, 400 */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) {
        chunks.push(chunk);
        return;
      }
      request.removeAllListeners('data').pause();
      reject(tooLarge());
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => reject(cutOff()));
    request.once('close', () => reject(cutOff()));
  });
}

/** Strict in both: a byte that is no UTF-8 is refused, not replaced by a guess. @throws 400 */
function parse(bytes: Buffer): { value: unknown; text: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: JSON.parse(text) as unknown, text };
  } catch {
    throw new BoxOfficeError('invalid_json', 'The body is not valid JSON in UTF-8.');
  }
}

/** @throws 408 where the body takes longer than it may; the connection ends with that answer. */
async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new BoxOfficeError('request_timeout', 'The body took too long to arrive.')),
      PATIENCE,
    );
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How deep a value nests, level by level rather than by recursion: the body is a stranger's. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; ; depth += 1) {
    level = level.flatMap((entry) =>
      typeof entry === 'object' && entry !== null ? (Object.values(entry) as unknown[]) : [],
    );
    if (level.length === 0 || depth > DEEPEST) return depth;
  }
}
