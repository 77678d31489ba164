import type { Context, Next } from 'koa';
import { BoxOfficeError } from '../../shared/errors.ts';
import { type Log, stateOf } from '../context.ts';

/** The body of a refusal. */
export function errorBodyOf(error: BoxOfficeError): Record<string, unknown> {
  return {
    error: error.message,
    code: error.code,
    ...(error.status === 400 && error.fields ? { fields: error.fields } : {}),
    ...error.details,
  };
}

/** What the libraries below raise, as refusals of ours. What is unknown stays unknown to the caller. */
export function asRefusal(error: unknown): BoxOfficeError {
  if (error instanceof BoxOfficeError) return error;
  const { status } = (typeof error === 'object' && error !== null ? error : {}) as { status?: unknown };
  // A path that the file server cannot decode, or that would lead out of its folder, leads nowhere.
  if (status === 400 || status === 403 || status === 404)
    return new BoxOfficeError('not_found', 'There is nothing here.');
  return new BoxOfficeError('internal', 'Something went wrong here. It was logged.');
}

/** Turns whatever is thrown below into a JSON error; logs what is not a refusal with the request's id. */
export function errors(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const refusal = asRefusal(error);
      const { requestId } = stateOf(ctx);
      if (refusal.status >= 500)
        log.error({ requestId, method: ctx.method, path: ctx.path, err: refusal.cause ?? error }, refusal.message);
      const retryAfter = refusal.details?.['retryAfter'];
      if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter));
      if (refusal.status === 413 || refusal.status === 408) ctx.set('Connection', 'close');
      ctx.status = refusal.status;
      ctx.body = refusal.code === 'internal' ? { ...errorBodyOf(refusal), requestId } : errorBodyOf(refusal);
    }
  };
}
