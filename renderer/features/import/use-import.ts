import { useCallback, useEffect, useRef, useState } from 'react';
import { importOrders } from '../../../src/shared/import.ts';
import { listEvents } from '../../../src/shared/events.ts';
import { listOrders } from '../../../src/shared/orders.ts';
import { type AnswerOf } from '../../../src/shared/operation.ts';
import { newIdempotencyKey, upload } from '../../lib/api.ts';
import { refresh } from '../../lib/query.ts';

export type Report = AnswerOf<typeof importOrders>;

interface Source {
  readonly file: Blob;
  readonly eventId: string;
  readonly mapping: Readonly<Record<string, string>>;
}

/** Checks and imports a file. The same import sent again after silence has the same key, so that it is done once. */
export function useImport() {
  /** How much of the file has left, from 0 to 1; null where nothing is under way. */
  const [share, setShare] = useState<number | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ending = useRef<AbortController | null>(null);
  const key = useRef<string | null>(null);
  useEffect(() => () => ending.current?.abort(), []);

  const forget = useCallback((): void => {
    ending.current?.abort();
    key.current = null;
    setReport(null);
    setError(null);
  }, []);

  const run = async ({ file, eventId, mapping }: Source, dryRun: boolean): Promise<void> => {
    const own = (ending.current = new AbortController());
    const intent = dryRun ? newIdempotencyKey() : (key.current ??= newIdempotencyKey());
    setShare(0);
    setError(null);
    try {
      const answer = await upload(importOrders, {
        query: { eventId, dryRun: dryRun ? 'true' : 'false', mapping: JSON.stringify(mapping) },
        file,
        idempotencyKey: intent,
        signal: own.signal,
        onProgress: setShare,
      });
      setReport(answer);
      if (!dryRun) void refresh(listEvents, listOrders);
    } catch (problem) {
      if (!own.signal.aborted) setError(problem);
    } finally {
      setShare(null);
    }
  };
  return { share, report, error, run, forget, stop: () => ending.current?.abort() };
}
