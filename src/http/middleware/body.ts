import { bodyParser } from '@koa/bodyparser';
import type { Context } from 'koa';
import { BoxOfficeError } from '../../shared/errors.ts';

const MOST_BYTES = 1024 * 1024;
const DEEPEST = 32;

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
  await parse(ctx, () => Promise.resolve());
  const { body, rawBody } = ctx.request as unknown as { body: unknown; rawBody?: string };
  if (rawBody === undefined || rawBody === '') return { value: undefined, text: '' };
  if (depthOf(body) > DEEPEST)
    throw new BoxOfficeError('invalid_json', `The body is nested deeper than ${DEEPEST} levels.`);
  return { value: body, text: rawBody };
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
