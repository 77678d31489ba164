import Router from '@koa/router';
import type { Context } from 'koa';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Reads, Trx } from '../db/ledger.ts';
import { BoxOfficeError, type FieldErrors } from '../shared/errors.ts';
import { mayActAs, type Operation } from '../shared/operation.ts';
import type { Actor, Call } from '../usecases/context.ts';
import { hashOf, isKept, onceOnly, settleAnswer, TO_COME, type StoredAnswer } from '../usecases/idempotency.ts';
import { actOnce, idempotencyKey, refusalAnswer, type KeyedBody } from './act-once.ts';
import { type Caller, type House, type RequestState, stateOf } from './context.ts';
import { InTurn } from './in-turn.ts';
import { readJson, streamBody, type StreamedBody } from './middleware/body.ts';

/** A validated call. */
export interface Input<O extends Operation> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: z.output<O['query']>;
  readonly body: z.output<O['body']>;
}

/** What a handler answers: the body alone, or with a status of its own (a scan's refusal), or a page with its total. */
export class Answer<T> {
  readonly body: T;
  readonly status: number | undefined;
  readonly total: number | undefined;
  constructor(body: T, more: { status?: number; total?: number } = {}) {
    this.body = body;
    this.status = more.status;
    this.total = more.total;
  }
}

/** What a change in steps goes on with outside of the ledger once its first step is on the disk: an id. */
export class GoOn {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

type Answered<O extends Operation> = z.input<O['answer']> | Answer<z.input<O['answer']>>;

/** A call of an `act`. Repeated under its Idempotency-Key after a crash, it goes on where it finds that it stopped. */
type ActCall = ReadCall & { readonly actor: Actor };

export interface ReadCall {
  readonly db: Reads;
  readonly house: House;
  readonly caller: Caller | null;
  readonly now: number;
  readonly ctx: Context;
  readonly state: RequestState;
}

/**
 * Hangs operations of the contract on their paths. Each call goes the same way: who (401), may they (403), what (400), then the
 * handler: `read` on the read-only connection, `change` inside the write door with its Idempotency-Key, `changeInSteps` where
 * somebody outside is asked after it, `act` for the few that are more than one change, whose key is begun before and answered after.
 */
export class RouteTable {
  /** Paths are exact, as the guards before them compare paths too: no other spelling slips past a limit. */
  readonly router = new Router({ sensitive: true, strict: true });
  readonly operations: Operation[] = [];
  readonly #house: House;
  readonly #turns = new InTurn();

  constructor(house: House) {
    this.#house = house;
  }

  read<O extends Operation>(operation: O, handler: (call: ReadCall, input: Input<O>) => Promise<Answered<O>>): void {
    this.#add(operation, async (ctx, caller) => {
      const input = await inputOf(ctx, operation);
      send(ctx, operation, await handler(this.#readCall(ctx, caller), input.input));
    });
  }

  change<O extends Operation>(
    operation: O,
    handler: (trx: Trx, call: Call, input: Input<O>) => Promise<Answered<O>>,
  ): void {
    this.changeAfter(operation, () => Promise.resolve(), handler);
  }

  /** A `change` behind slow work on its input (hashing a password), which stays outside the write door. */
  changeAfter<O extends Operation, P>(
    operation: O,
    prepare: (input: Input<O>) => Promise<P>,
    handler: (trx: Trx, call: Call, input: Input<O>, prepared: P) => Promise<Answered<O>>,
  ): void {
    this.#add(operation, async (ctx, caller) => {
      const { input, text } = await inputOf(ctx, operation);
      const call = this.#callOf(ctx, caller);
      const key = idempotencyKey(ctx, operation, caller);
      const prepared = await prepare(input);
      const work = (trx: Trx): Promise<Answered<O>> => handler(trx, call, input, prepared);
      if (!key) {
        send(ctx, operation, await this.#house.ledger.write(work));
        return;
      }
      const hash = boundHash(ctx, text);
      const answer = async (trx: Trx) => storedOf(operation, await work(trx));
      const stored = await this.#house.ledger.write((trx) =>
        onceOnly(trx, call, key, hash, () => answer(trx), refusalAnswer),
      );
      sendStored(ctx, stored);
    });
  }

  /**
   * A change that asks somebody outside (Stripe): `begin` writes what is wanted, inside the door; once that is on the disk, `finish` does the
   * rest, which may take seconds, and may be done again after a crash or by a second call under the same key: it goes by the id alone.
   * A refusal that is only for now keeps the key open, so that the same call later goes on with what was begun.
   */
  changeInSteps<O extends Operation>(
    operation: O,
    begin: (trx: Trx, call: Call, input: Input<O>) => Promise<Answered<O> | GoOn>,
    finish: (id: string, call: Call) => Promise<Answered<O>>,
  ): void {
    this.#add(operation, async (ctx, caller) => {
      const { input, text } = await inputOf(ctx, operation);
      const call = this.#callOf(ctx, caller);
      const key = idempotencyKey(ctx, operation, caller);
      const { ledger } = this.#house;
      if (!key) {
        const begun = await ledger.write((trx) => begin(trx, call, input));
        send(ctx, operation, begun instanceof GoOn ? await finish(begun.id, call) : begun);
        return;
      }
      const hash = boundHash(ctx, text);
      const first = await ledger.write((trx) => {
        const work = async (): Promise<StoredAnswer> => {
          const begun = await begin(trx, call, input);
          return begun instanceof GoOn ? { status: TO_COME, body: begun.id } : storedOf(operation, begun);
        };
        return onceOnly(trx, call, key, hash, work, refusalAnswer);
      });
      if (first.status !== TO_COME) {
        sendStored(ctx, first);
        return;
      }
      const finished = await finish(first.body, call).then(
        (answered) => storedOf(operation, answered),
        (error: unknown) => {
          if (isKept(error)) return refusalAnswer(error);
          throw error;
        },
      );
      sendStored(ctx, await ledger.write((trx) => settleAnswer(trx, call, key, hash, finished)));
    });
  }

  act<O extends Operation>(
    operation: O,
    /** `text` is the body as it came, for what signs it. */
    handler: (call: ActCall & { readonly text: string }, input: Input<O>) => Promise<Answered<O>>,
  ): void {
    this.#add(operation, async (ctx, caller) => {
      const { input, text } = await inputOf(ctx, operation);
      await this.#act(ctx, operation, caller, readBody(ctx, text), (call) => handler({ ...call, text }, input));
    });
  }

  /** An `act` whose body may also be a stream, up to `most` bytes: then `input.body` is undefined and the stream is there. */
  upload<O extends Operation>(
    operation: O,
    most: number,
    handler: (call: ActCall, input: Input<O>, stream: Readable | null) => Promise<Answered<O>>,
  ): void {
    this.#add(operation, async (ctx, caller) => {
      if (operation.upload !== null && ctx.is(operation.upload) === operation.upload) {
        const input = streamInput(ctx, operation);
        const body = streamBody(ctx, most);
        await this.#act(ctx, operation, caller, unreadBody(ctx, body), (call) => handler(call, input, body.stream));
        return;
      }
      const { input, text } = await inputOf(ctx, operation);
      await this.#act(ctx, operation, caller, readBody(ctx, text), (call) => handler(call, input, null));
    });
  }

  async #act<O extends Operation>(
    ctx: Context,
    operation: O,
    caller: Caller | null,
    body: KeyedBody,
    handler: (call: ActCall) => Promise<Answered<O>>,
  ): Promise<void> {
    const call = this.#callOf(ctx, caller);
    const work = (): Promise<Answered<O>> => handler({ ...this.#readCall(ctx, caller), actor: call.actor });
    const key = idempotencyKey(ctx, operation, caller);
    if (!key) {
      send(ctx, operation, await work());
      return;
    }
    const answer = async () => storedOf(operation, await work());
    sendStored(ctx, await actOnce(this.#house.ledger, this.#turns, call, key, body, answer));
  }

  #add(operation: Operation, run: (ctx: Context, caller: Caller | null) => Promise<void>): void {
    this.operations.push(operation);
    this.router[operation.method](operation.path, async (ctx) => {
      const context = ctx as unknown as Context;
      await run(context, callerFor(operation, stateOf(context)));
    });
  }

  #readCall(ctx: Context, caller: Caller | null): ReadCall {
    const house = this.#house;
    return { db: house.ledger.reads, house, caller, now: house.now(), ctx, state: stateOf(ctx) };
  }

  #callOf(ctx: Context, caller: Caller | null): Call {
    const { address } = stateOf(ctx);
    const actor: Actor = caller
      ? {
          kind: caller.kind,
          id: caller.id,
          name: caller.name,
          role: caller.role,
          address,
          eventId: caller.eventId,
          gate: caller.gate,
          sessionId: caller.sessionId,
        }
      : { kind: 'public', id: null, name: 'Public', role: null, address, eventId: null, gate: null };
    return { actor, now: this.#house.now() };
  }
}

const TOKEN_SENTENCES = {
  token_invalid: 'The token is not valid.',
  token_expired: 'The token has expired. Sign in again.',
  token_revoked: 'The token was revoked. Sign in again.',
} as const;

/** Who calls, if they may: 401 before 403, both before the body or an id is looked at. */
function callerFor(operation: Operation, { token }: RequestState): Caller | null {
  if (operation.access === 'nobody') return null;
  if (token.kind === 'bad') throw new BoxOfficeError(token.fault, TOKEN_SENTENCES[token.fault]);
  if (operation.access === 'anyone') return refuseScanner(operation, token.kind === 'caller' ? token.caller : null);
  if (token.kind === 'none') throw new BoxOfficeError('unauthorized', 'Sign in first: this call needs a token.');
  if (!mayActAs(token.caller.role, operation.access)) {
    throw new BoxOfficeError('forbidden', `This call needs the role ${operation.access} or more.`);
  }
  return token.caller;
}

/** A scanner's token is for the door alone, so it neither sells nor opens the demo. */
function refuseScanner(operation: Operation, caller: Caller | null): Caller | null {
  if (caller?.role === 'scanner' && operation.method !== 'get')
    throw new BoxOfficeError('forbidden', 'A scanner may only scan.');
  return caller;
}

async function inputOf<O extends Operation>(ctx: Context, operation: O): Promise<{ input: Input<O>; text: string }> {
  const isWrite = operation.method !== 'get';
  const { value, text } = isWrite ? await readJson(ctx) : { value: undefined, text: '' };
  const query = operation.query.safeParse(ctx.query);
  if (!query.success) throw invalid(query.error);
  const takesBody = operation.method !== 'get' && operation.method !== 'delete';
  const body = takesBody ? operation.body.safeParse(value) : { success: true as const, data: undefined };
  if (!body.success) throw invalid(body.error, value === undefined);
  const params = (ctx as Context & { params: Record<string, string> }).params;
  return { input: { params, query: query.data as z.output<O['query']>, body: body.data as z.output<O['body']> }, text };
}

/** The input of a streamed call: all but its body. */
function streamInput<O extends Operation>(ctx: Context, operation: O): Input<O> {
  const query = operation.query.safeParse(ctx.query);
  if (!query.success) throw invalid(query.error);
  const params = (ctx as Context & { params: Record<string, string> }).params;
  return { params, query: query.data as z.output<O['query']>, body: undefined as z.output<O['body']> };
}

/** A 400 with a sentence for each field. */
function invalid(error: z.ZodError, missing = false): BoxOfficeError {
  if (missing)
    return new BoxOfficeError('invalid_request', 'Missing required fields: this call needs a JSON body.', {
      fields: {},
    });
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    const path = issue.path.join('.');
    fields[path] ??= issue.message;
  }
  const names = Object.keys(fields).filter((name) => name !== '');
  const sentence =
    names.length === 0
      ? 'The body is not what this call takes.'
      : `Missing or invalid fields: ${names.slice(0, 5).join(', ')}.`;
  return new BoxOfficeError('invalid_request', sentence, { fields });
}

function answerOf<O extends Operation>(
  operation: O,
  answered: Answered<O>,
): { body: unknown; status: number; total: number | undefined } {
  if (!(answered instanceof Answer)) return { body: answered, status: operation.status, total: undefined };
  const answer = answered as Answer<unknown>;
  return { body: answer.body, status: answer.status ?? operation.status, total: answer.total };
}

function send<O extends Operation>(ctx: Context, operation: O, answered: Answered<O>): void {
  const { body, status, total } = answerOf(operation, answered);
  ctx.status = status;
  if (total !== undefined) setPaging(ctx, total);
  ctx.body = body;
}

function storedOf<O extends Operation>(operation: O, answered: Answered<O>): StoredAnswer {
  const { body, status } = answerOf(operation, answered);
  return { status, body: JSON.stringify(body) };
}

function sendStored(ctx: Context, { status, body }: StoredAnswer): void {
  ctx.status = status;
  ctx.type = 'application/json';
  ctx.body = body;
}

/** X-Total-Count and RFC 8288 links for a list. */
function setPaging(ctx: Context, total: number): void {
  const page = Number(ctx.query['page'] ?? 1);
  const pageSize = Number(ctx.query['pageSize'] ?? 50);
  const last = Math.max(1, Math.ceil(total / pageSize));
  const link = (to: number, relation: string): string => {
    const query = new URLSearchParams(ctx.querystring);
    query.set('page', String(to));
    query.set('pageSize', String(pageSize));
    return `<${ctx.path}?${query.toString()}>; rel="${relation}"`;
  };
  ctx.set('X-Total-Count', String(total));
  ctx.set(
    'Link',
    [
      link(1, 'first'),
      ...(page > 1 ? [link(Math.min(page - 1, last), 'prev')] : []),
      ...(page < last ? [link(page + 1, 'next')] : []),
      link(last, 'last'),
    ].join(', '),
  );
}

/** What a key binds beside the route: the query, which says what an import is for, and the body. */
const boundHash = (ctx: Context, text: string): string =>
  hashOf(ctx.querystring === '' ? withoutPassword(text) : `${ctx.querystring}\n${withoutPassword(text)}`);

function readBody(ctx: Context, text: string): KeyedBody {
  const hash = boundHash(ctx, text);
  return { known: hash, whole: () => Promise.resolve(hash) };
}

const unreadBody = (ctx: Context, body: StreamedBody): KeyedBody => ({
  known: null,
  whole: async () => hashOf(`${ctx.querystring}\n${await body.hash()}`),
});

/** What a key binds of a body: all but a password, whose quick hash would be a gift to whoever gets hold of the ledger's file. */
function withoutPassword(text: string): string {
  if (!text.includes('"password"')) return text;
  return JSON.stringify(JSON.parse(text), (name, value: unknown) => (name === 'password' ? undefined : value));
}
