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

/** Errors that Koa, its body parser or Node raise, as refusals of ours. What is unknown stays unknown to the caller. */
export function asRefusal(error: unknown): BoxOfficeError {
  if (error instanceof BoxOfficeError) return error;
  const { status, type } = (typeof error === 'object' && error !== null ? error : {}) as {
    status?: unknown;
    type?: unknown;
  };
  if (status === 413 || type === 'entity.too.large')
    return new BoxOfficeError('body_too_large', 'The body is larger than 1 MiB.');
  if (status === 415) return new BoxOfficeError('not_json', 'The body must be application/json in UTF-8.');
  if (status === 400) return new BoxOfficeError('invalid_json', 'The body is not valid JSON.');
  if (status === 404) return new BoxOfficeError('not_found', 'There is nothing here.');
  return new BoxOfficeError('internal', 'Something went wrong here. It was logged.', {});
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
