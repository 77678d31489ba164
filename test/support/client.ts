import type { AnswerOf, BodyOf, Operation, QueryOf } from '../../src/shared/operation.ts';

export interface Sent {
  /** Bearer token; absent: the client's own; null: none. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where the answer is JSON, else its text. */
  readonly body: T;
  /** The body to the byte. */
  readonly text: string;
}

/** One request and its answer, as a witness sees them. */
export interface Exchange extends Answered<unknown> {
  readonly method: string;
  readonly path: string;
}

/** Sees every answer before the test does, and throws where it is not as promised. */
export type Witness = (exchange: Exchange) => void;

export interface Called<O extends Operation> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<O>;
  readonly body?: BodyOf<O>;
  readonly token?: string | null;
}

export interface Client {
  /** Any request, any answer: `await client.api<OrderOut>('POST', '/api/checkout', { body })`. */
  readonly api: <T = Record<string, unknown>>(method: string, path: string, sent?: Sent) => Promise<Answered<T>>;
  /** An operation of the contract that must succeed; its answer. @throws where the status is another one */
  readonly call: <O extends Operation>(operation: O, called?: Called<O>) => Promise<AnswerOf<O>>;
}

/** Speaks to the server at `url` as whoever `token` names. */
export function buildClient(url: string, token: string | null, witness?: Witness): Client {
  const api: Client['api'] = async <T>(method: string, path: string, sent: Sent = {}): Promise<Answered<T>> => {
    const bearer = sent.token === undefined ? token : sent.token;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
        ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const body = (isJson ? JSON.parse(text) : text) as T;
    const answered = { status: response.status, headers: response.headers, body, text };
    witness?.({ method, path, ...answered });
    return answered;
  };

  const call: Client['call'] = async <O extends Operation>(operation: O, called: Called<O> = {}) => {
    const query = new URLSearchParams(called.query ?? {}).toString();
    const path = operation.path.replaceAll(/:(\w+)/g, (_, name: string) => called.params?.[name] ?? `:${name}`);
    const sent = {
      ...(called.token === undefined ? {} : { token: called.token }),
      ...(called.body === undefined ? {} : { body: called.body }),
    };
    const method = operation.method.toUpperCase();
    const answer = await api<AnswerOf<O>>(method, query === '' ? path : `${path}?${query}`, sent);
    if (answer.status !== operation.status) throw new Error(`${operation.id}: ${answer.status} ${answer.text}`);
    return answer.body;
  };

  return { api, call };
}
