import type { Context, Next } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BoxOfficeError } from '../../shared/errors.ts';
import type { RateLimits } from '../../shared/rate-limits.ts';
import { type RequestState, stateOf } from '../context.ts';

type Class = keyof RateLimits;

/** Fixed windows of 60 s from the first request (API.md, "Limits"). */
const WINDOW_SECONDS = 60;

const classOf = (path: string): Class => {
  if (path === '/api/admin' || path.startsWith('/api/admin/')) return 'admin';
  if (/^\/api\/scan(\/|$)/.test(path)) return 'scanner';
  return path === '/api/checkout' ? 'checkout' : 'public';
};

/** Which counter a request falls under: its token's where the class counts tokens, else its address's. */
function counterOf(path: string, { token, address }: RequestState): { limit: Class; key: string } {
  if (token.kind === 'caller' && token.caller.client === 'console')
    return { limit: 'console', key: token.caller.sessionId };
  const limit = classOf(path);
  const byToken = (limit === 'admin' || limit === 'scanner') && token.kind === 'caller';
  return { limit, key: byToken ? token.caller.sessionId : address };
}

/** Counts one request; over the limit the library rejects with the same facts. */
async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (over) {
    if (over instanceof RateLimiterRes) return over;
    throw over;
  }
}

/** Counts requests to `/api/*` before anything is validated, and says on every response what is left. */
export function rateLimit(limits: RateLimits) {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, points]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points, duration: WINDOW_SECONDS }),
    ]),
  ) as Record<Class, RateLimiterMemory>;

  return async (ctx: Context, next: Next): Promise<void> => {
    const { limit, key } = counterOf(ctx.path, stateOf(ctx));
    const limiter = limiters[limit];
    const counted = ctx.path.startsWith('/api/');
    const spent = counted ? await consume(limiter, key) : await limiter.get(key);
    const wait = spent === null ? WINDOW_SECONDS * 1000 : Math.max(spent.msBeforeNext, 0);
    ctx.set('X-RateLimit-Limit', String(limits[limit]));
    ctx.set('X-RateLimit-Remaining', String(spent === null ? limits[limit] : Math.max(spent.remainingPoints, 0)));
    ctx.set('X-RateLimit-Reset', String(Math.ceil((Date.now() + wait) / 1000)));
    if (counted && spent !== null && spent.consumedPoints > limits[limit]) {
      const retryAfter = Math.max(1, Math.ceil(wait / 1000));
      throw new BoxOfficeError('rate_limited', `Too many requests. Try again in ${retryAfter} s.`, {
        details: { retryAfter },
      });
    }
    await next();
  };
}
