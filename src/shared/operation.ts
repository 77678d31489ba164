import { z } from 'zod';

export type Role = 'owner' | 'manager' | 'staff' | 'scanner';

/** Each role may do what the ones after it may, besides its own. */
const RANK: Record<Role, number> = { owner: 3, manager: 2, staff: 1, scanner: 0 };

export const mayActAs = (role: Role, needed: Role): boolean => RANK[role] >= RANK[needed];

/** `nobody`: no token is looked at; `anyone`: a token is optional, but a bad one is a 401; else the least role that may call. */
export type Access = 'nobody' | 'anyone' | Role;

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * One line of the contract: what validates a call, documents it in OpenAPI and types the console's client. Path parameters are
 * written as in the reference (`/api/admin/events/:id`). `status` is the status of success; `paged` lists answer bare arrays with
 * X-Total-Count and Link.
 */
export interface Operation<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  readonly status: 200 | 201;
  readonly paged: boolean;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
  /** The answer holds a secret, so it is never kept for an Idempotency-Key. */
  readonly secret: boolean;
  /** Further statuses and what their bodies hold beyond `error` and `code`. */
  readonly refusals: Readonly<Record<number, string>>;
  /** Media type that the body may be of instead of JSON; it is streamed. */
  readonly upload: 'text/csv' | null;
  /** Media type of the answer. */
  readonly media:
    | 'application/json'
    | 'text/csv'
    | 'text/event-stream'
    | 'application/pdf'
    | 'application/vnd.sqlite3'
    | 'text/html';
}

export const noQuery = z.object({}).loose();
export const noBody = z.undefined();

type Given<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Pick<
  Operation,
  'id' | 'method' | 'path' | 'tag' | 'summary' | 'access'
> &
  Partial<Pick<Operation, 'status' | 'paged' | 'secret' | 'refusals' | 'upload' | 'media'>> & {
    query?: Q;
    body?: B;
    answer: A;
  };

export function operation<
  A extends z.ZodType,
  Q extends z.ZodType = typeof noQuery,
  B extends z.ZodType = typeof noBody,
>(given: Given<Q, B, A>): Operation<Q, B, A> {
  return {
    status: 200,
    paged: false,
    secret: false,
    refusals: {},
    upload: null,
    media: 'application/json',
    ...given,
    query: given.query ?? (noQuery as unknown as Q),
    body: given.body ?? (noBody as unknown as B),
  };
}

/** What a caller of `O` sends as its body, and what it gets. */
export type BodyOf<O extends Operation> = z.input<O['body']>;
export type QueryOf<O extends Operation> = z.input<O['query']>;
export type AnswerOf<O extends Operation> = z.output<O['answer']>;

const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number')
  .transform(Number);

/** `?page=` from 1 and `?pageSize=` 1 to 200. */
export const pageQuery = {
  page: wholeNumber
    .refine((page) => page >= 1, 'must be 1 or more')
    .default(1)
    .meta({ description: 'Page, from 1' }),
  pageSize: wholeNumber
    .refine((size) => size >= 1 && size <= 200, 'must be 1 to 200')
    .default(50)
    .meta({ description: 'Entries a page, 1 to 200' }),
};

/** Free text in one line that a person wrote: trimmed, not empty, without control characters or half a surrogate. */
export const lineOfText = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'must not hold control characters');

/** Free text of several lines. */
export const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !/(?![\t\n\r])[\p{Cc}\p{Cs}]/u.test(value), 'must not hold control characters');

/** An optional text: absent, null and "" all mean none. */
export const optionalLine = (most: number) =>
  z
    .union([z.literal('').transform(() => null), z.null(), lineOfText(most)])
    .optional()
    .transform((value) => value ?? null);

export const emailSchema = z
  .email('must be an e-mail address')
  .max(254)
  .meta({ examples: ['jane@example.com'] });

export const optionalEmail = z
  .union([z.literal('').transform(() => null), z.null(), z.string().trim().pipe(emailSchema)])
  .optional()
  .transform((value) => value ?? null);

/** Percent as a number with at most two decimals, kept as hundredths of a percent. */
export const percentIn = z
  .number()
  .min(0)
  .max(100)
  .refine((percent) => Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-9, 'must have at most two decimals')
  .meta({ description: 'Percent with at most two decimals', examples: [21] });

export const toHundredths = (percent: number): number => Math.round(percent * 100);

/** The body of every error. */
export const errorBody = z
  .object({
    error: z.string().meta({ description: 'A sentence for a person' }),
    code: z.string().meta({ description: 'snake_case, for a program' }),
    fields: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'On 400 only: path into the body, sentence' }),
  })
  .loose()
  .meta({ id: 'Error' });
