import { ERROR_STATUS, type ErrorCode } from '../../src/shared/errors.ts';
import { type AnswerOf, type BodyOf, errorBody, type Operation, type QueryOf } from '../../src/shared/operation.ts';
import { heardFromServer, lostServer } from './connection.ts';
import { signedOut, token } from './session.ts';

/** `offline`: no answer came; `unreadable`: an answer came that this console does not know. */
export type ApiErrorCode = ErrorCode | 'offline' | 'unreadable';

/** A call that was refused, or that found nobody. `message` is the server's sentence; show it by `sentenceOf` (lib/error-sentences). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: ApiErrorCode;
  /** Path into the body, such as `tiers.0.price`, each with a sentence. */
  readonly fields: Readonly<Record<string, string>>;
  /** The whole body, for what an operation says beyond (a scan's refusal says when and where). */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: ApiErrorCode, message: string, body: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.body = body;
    this.fields = (body['fields'] as Record<string, string> | undefined) ?? {};
  }
}

export const isApiError = (error: unknown, code?: ApiErrorCode): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code);

type QueryValue<T> = T | (Exclude<T, undefined> extends string ? number : never);

export interface CallInput<O extends Operation> {
  /** What stands for `:id` in the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: { readonly [K in keyof QueryOf<O>]?: QueryValue<QueryOf<O>[K]> };
  readonly body?: BodyOf<O>;
}

interface CallOptions {
  /** The same key with the same body is done once, however often it is sent. See `newIdempotencyKey`. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export const newIdempotencyKey = (): string => crypto.randomUUID();

/** Calls the server. Rejects with an {@link ApiError}; a refused token signs out, and the sign-in screen comes up in place. */
export async function call<O extends Operation>(
  operation: O,
  input: CallInput<O> & CallOptions = {},
): Promise<AnswerOf<O>> {
  const response = await send(operation, input);
  return (await response.json()) as AnswerOf<O>;
}

/** Calls what answers with a file: its bytes as they come. */
export async function stream<O extends Operation>(
  operation: O,
  input: CallInput<O> & CallOptions = {},
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const response = await send(operation, input);
  return response.body ?? new Blob([]).stream();
}

export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** How many there are on all pages. */
  readonly total: number;
}

export type EntryOf<O extends Operation> = AnswerOf<O> extends readonly (infer Entry)[] ? Entry : never;

/** Calls a paged list. */
export async function callPage<O extends Operation>(
  operation: O,
  input: CallInput<O> & CallOptions = {},
): Promise<Page<EntryOf<O>>> {
  const response = await send(operation, input);
  const entries = (await response.json()) as EntryOf<O>[];
  return { entries, total: Number(response.headers.get('X-Total-Count') ?? entries.length) };
}

/** Calls for a file. */
export async function callFile<O extends Operation>(operation: O, input: CallInput<O> = {}): Promise<Blob> {
  const response = await send(operation, input);
  return response.blob();
}

interface UploadInput<O extends Operation> extends Pick<CallInput<O>, 'query'> {
  readonly file: Blob;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /** How much of the file has left, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Sends a file as it is. Only the older of the browser's two ways of calling tells how far it is. */
export async function upload<O extends Operation>(operation: O, input: UploadInput<O>): Promise<AnswerOf<O>> {
  const sent = token();
  const request = new XMLHttpRequest();
  const answered = new Promise<void>((resolve, reject) => {
    request.addEventListener('load', () => resolve());
    request.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')));
    request.addEventListener('error', () => {
      lostServer();
      reject(new ApiError(0, 'offline', 'The box office does not answer'));
    });
  });
  request.upload.addEventListener('progress', ({ loaded, total }) => input.onProgress(total > 0 ? loaded / total : 0));
  request.open(operation.method.toUpperCase(), urlOf(operation.path, {}, input.query));
  request.setRequestHeader('Accept', operation.media);
  request.setRequestHeader('Content-Type', operation.upload ?? 'application/octet-stream');
  request.setRequestHeader('Idempotency-Key', input.idempotencyKey);
  if (sent !== null) request.setRequestHeader('Authorization', `Bearer ${sent}`);
  const stop = (): void => request.abort();
  input.signal.addEventListener('abort', stop);
  request.send(input.file);
  try {
    await answered;
  } finally {
    input.signal.removeEventListener('abort', stop);
  }
  heardFromServer();
  const response = new Response(request.responseText, { status: request.status });
  if (response.ok) return (await response.json()) as AnswerOf<O>;
  throw await refused(response, sent);
}

async function send<O extends Operation>(operation: O, input: CallInput<O> & CallOptions): Promise<Response> {
  const sent = token();
  const headers = new Headers({ Accept: operation.media });
  if (sent !== null) headers.set('Authorization', `Bearer ${sent}`);
  if (input.idempotencyKey !== undefined) headers.set('Idempotency-Key', input.idempotencyKey);
  const request: RequestInit = { method: operation.method.toUpperCase(), headers, cache: 'no-store' };
  if (input.signal) request.signal = input.signal;
  if (input.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    request.body = JSON.stringify(input.body);
  }
  const response = await reach(urlOf(operation.path, input.params, input.query), request);
  if (response.ok) return response;
  throw await refused(response, sent);
}

/** What a refusal says; a token that is refused signs out. */
async function refused(response: Response, sent: string | null): Promise<ApiError> {
  const error = await refusal(response);
  if (error.status === 401 && error.code !== 'wrong_credentials') signedOut(sent, true);
  return error;
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, request);
    heardFromServer();
    return response;
  } catch (error) {
    if (request.signal?.aborted) throw error;
    lostServer();
    throw new ApiError(0, 'offline', 'The box office does not answer');
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const body = errorBody.safeParse(await response.json().catch(() => null));
  if (!body.success) return new ApiError(response.status, 'unreadable', `The box office answered ${response.status}`);
  const code = body.data.code in ERROR_STATUS ? (body.data.code as ErrorCode) : 'unreadable';
  return new ApiError(response.status, code, body.data.error, body.data);
}

/** `/api/admin/orders/:id` with its parameters and query in place. */
export function urlOf(
  path: string,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}
