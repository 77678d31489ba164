import {
  keepPreviousData,
  QueryClient,
  queryOptions,
  useMutation,
  type UseMutationResult,
  useQueries,
  useQuery,
} from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { type AnswerOf, type Operation } from '../../src/shared/operation.ts';
import { call, callPage, type CallInput, type EntryOf, isApiError, newIdempotencyKey } from './api.ts';

/** Worth asking again by itself: nobody answered, or not now. Everything else is an answer. */
const isPassing = (error: unknown): boolean => isApiError(error) && (error.status === 0 || error.status === 503);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => isPassing(error) && failures < 2, networkMode: 'always' },
    mutations: { retry: (failures, error) => isPassing(error) && failures < 2, networkMode: 'always' },
  },
});

/** What a list or a thing is cached under: every answer of an operation begins with its id. */
export const ask = <O extends Operation>(operation: O, input: CallInput<O> = {}) =>
  queryOptions<AnswerOf<O>, Error>({
    queryKey: [operation.id, input],
    queryFn: ({ signal }) => call(operation, { ...input, signal }),
  });

interface AskOptions {
  readonly enabled?: boolean;
  /** Milliseconds between two looks; false for none. */
  readonly every?: number | false;
  /** Shows the answer to the last input until the one to this input is there. */
  readonly keepLast?: boolean;
}

/** Asks the server and keeps the answer fresh: `const orders = useAsk(getOrder, { params: { id } })`. */
export function useAsk<O extends Operation>(operation: O, input: CallInput<O> = {}, options: AskOptions = {}) {
  return useQuery({
    ...ask(operation, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.keepLast ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Everything that these operations answered is asked again where it is on screen. */
export const refresh = async (...operations: readonly Operation[]): Promise<void> => {
  await Promise.all(operations.map(({ id }) => queryClient.invalidateQueries({ queryKey: [id] })));
};

interface ChangeOptions<O extends Operation> {
  /** Lists and things that look different after the change. */
  readonly refreshes?: readonly Operation[];
  readonly onDone?: (answer: AnswerOf<O>, input: CallInput<O>) => void;
}

/**
 * Changes something: `const refund = useChange(refundOrder, { refreshes: [getOrder] }); refund.mutate({ params, body })`. Each
 * intent has one Idempotency-Key: sent again after silence it is done once; after an answer the next try is a new intent.
 */
export function useChange<O extends Operation>(
  operation: O,
  { refreshes = [], onDone }: ChangeOptions<O> = {},
): UseMutationResult<AnswerOf<O>, Error, CallInput<O>> {
  const intent = useRef<{ body: string; key: string } | null>(null);
  return useMutation<AnswerOf<O>, Error, CallInput<O>>({
    mutationFn: async (input) => {
      const body = JSON.stringify(input);
      if (intent.current?.body !== body) intent.current = { body, key: newIdempotencyKey() };
      try {
        const answer = await call(operation, { ...input, idempotencyKey: intent.current.key });
        intent.current = null;
        return answer;
      } catch (error) {
        if (!isPassing(error)) intent.current = null;
        throw error;
      }
    },
    onSuccess: (answer, input) => {
      void refresh(...refreshes);
      onDone?.(answer, input);
    },
  });
}

const PAGE = 100;

/** A list of any length, by index: only the pages that are looked at are fetched. */
export interface Rows<Entry> {
  readonly count: number;
  readonly at: (index: number) => Entry | undefined;
  /** Says which rows are in view. */
  readonly look: (first: number, last: number) => void;
}

interface PagedRows<Entry> {
  readonly rows: Rows<Entry>;
  readonly isPending: boolean;
  /** The rows are those of the query before. */
  readonly isCatchingUp: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** @param id what stands for `:id` in the list's path */
export function useRows<O extends Operation>(
  operation: O,
  query: NonNullable<CallInput<O>['query']>,
  { every = false, id }: { every?: number | false; id?: string } = {},
): PagedRows<EntryOf<O>> {
  const [inView, setInView] = useState<readonly [number, number]>([1, 1]);
  const pages = useMemo(() => {
    const [first, last] = inView;
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    // The first page tells the total, so it is always among them.
    return first === 1 ? wanted : [1, ...wanted];
  }, [inView]);

  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [operation.id, 'page', query, page, id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callPage(operation, {
          query: { ...query, page, pageSize: PAGE },
          signal,
          ...(id === undefined ? {} : { params: { id } }),
        }),
      refetchInterval: every,
    })),
  });

  const first = results[0];
  const kept = useRef<{ count: number; byPage: Map<number, readonly EntryOf<O>[]> }>({ count: 0, byPage: new Map() });
  const current = first?.data;
  if (current !== undefined) {
    kept.current = {
      count: current.total,
      byPage: new Map(pages.map((page, index) => [page, results[index]?.data?.entries ?? []])),
    };
  }

  const look = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / PAGE) + 1, Math.floor(to / PAGE) + 1] as const;
    setInView((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, []);

  const { count, byPage } = kept.current;
  return {
    rows: { count, at: (index) => byPage.get(Math.floor(index / PAGE) + 1)?.[index % PAGE], look },
    isPending: current === undefined && byPage.size === 0 && first?.error == null,
    isCatchingUp: current === undefined && byPage.size > 0,
    error: current === undefined ? (first?.error ?? null) : null,
    retry: () => void queryClient.invalidateQueries({ queryKey: [operation.id, 'page', query] }),
  };
}
