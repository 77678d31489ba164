import { bodyParser } from '@koa/bodyparser';
import type { Context } from 'koa';
import { BoxOfficeError } from '../../shared/errors.ts';

const MOST_BYTES = 1024 * 1024;
const DEEPEST = 32;
/** A body that trickles in slower than this is a stranger's way of holding connections open. */
const PATIENCE = 30_000;

const parse = bodyParser({
  enableTypes: ['json'],
  jsonLimit: MOST_BYTES,
  jsonStrict: true,
  encoding: 'utf-8',
  patchNode: false,
  extendTypes: { json: [] },
});

/** Reads a JSON body of at most 1 MiB and 32 levels; `undefined` where there is none. @throws 415, 413, 400 */
export async function readJson(ctx: Context): Promise<{ value: unknown; text: string }> {
  const length = ctx.get('content-length');
  const hasBody = (length !== '' && length !== '0') || ctx.get('transfer-encoding') !== '';
  if (!hasBody) return { value: undefined, text: '' };
  if (ctx.is('application/json') !== 'application/json' || !/^(utf-8)?$/i.test(ctx.request.charset)) {
    throw new BoxOfficeError('not_json', 'The body must be application/json in UTF-8.');
  }
  if (!/^(identity)?$/i.test(ctx.get('content-encoding')))
    throw new BoxOfficeError('not_json', 'The body must not be compressed.');
  await inTime(parse(ctx, () => Promise.resolve()) as Promise<unknown>);
  const { body, rawBody } = ctx.request as unknown as { body: unknown; rawBody?: string };
  if (rawBody === undefined || rawBody === '') return { value: undefined, text: '' };
  if (depthOf(body) > DEEPEST)
    throw new BoxOfficeError('invalid_json', `The body is nested deeper than ${DEEPEST} levels.`);
  return { value: body, text: rawBody };
}

/** @throws 408 where the body takes longer than it may; the connection ends with that answer. */
async function inTime(reading: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new BoxOfficeError('request_timeout', 'The body took too long to arrive.')),
      PATIENCE,
    );
  });
  try {
    await Promise.race([reading, late]);
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
