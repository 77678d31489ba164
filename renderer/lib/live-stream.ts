import { useEffect, useState } from 'react';
import { liveStream, type liveEvent } from '../../src/shared/events.ts';
import { type AnswerOf } from '../../src/shared/operation.ts';
import { urlOf } from './api.ts';
import { signedOut, token } from './session.ts';

type LiveNumbers = AnswerOf<typeof liveEvent>;

/** The server says something every 15 seconds; after this long without a word the line is dead, whatever the system thinks of it. */
const SILENCE = 40_000;
/** Milliseconds before the next try: longer with each one that fails, up to the last. */
const PATIENCE = [500, 1_000, 2_000, 5_000, 10_000] as const;

/** A message of a stream of server-sent events (WHATWG HTML, 9.2). */
export interface ServerSent {
  readonly event: string;
  readonly id: string | null;
  readonly data: string;
}

/** The messages that are complete in what came so far, and the rest. Comments (`: still here`) are none. */
export function readServerSent(text: string): { messages: ServerSent[]; rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  const messages = blocks.flatMap((block) => {
    const field = (name: string): string[] =>
      block
        .split('\n')
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
    const data = field('data');
    return data.length === 0
      ? []
      : [{ event: field('event').at(-1) ?? 'message', id: field('id').at(-1) ?? null, data: data.join('\n') }];
  });
  return { messages, rest };
}

interface Listener {
  readonly onNumbers: (numbers: LiveNumbers) => void;
  readonly onLine: (open: boolean) => void;
  readonly onMissing: (status: number) => void;
}

/** Follows an event's numbers until told to stop: a lost line is taken up again where it broke. An EventSource could send no token. */
function follow(eventId: string, { onNumbers, onLine, onMissing }: Listener): () => void {
  let stopped = false;
  let lastId: string | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let line = new AbortController();

  const listen = async (): Promise<void> => {
    line = new AbortController();
    const { signal } = line;
    let silence = setTimeout(() => line.abort(), SILENCE);
    const sent = token();
    try {
      const headers = new Headers({ Accept: liveStream.media, Authorization: `Bearer ${sent ?? ''}` });
      if (lastId !== null) headers.set('Last-Event-ID', lastId);
      const response = await fetch(urlOf(liveStream.path, { id: eventId }), { headers, signal, cache: 'no-store' });
      if (response.status === 401) signedOut(sent, true);
      if (response.status >= 400 && response.status < 429) {
        stopped = true;
        onMissing(response.status);
      }
      if (!response.ok || response.body === null) return;
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(silence);
        silence = setTimeout(() => line.abort(), SILENCE);
        failures = 0;
        onLine(true);
        text += decoder.decode(value, { stream: true });
        const { messages, rest } = readServerSent(text);
        text = rest;
        for (const message of messages) {
          if (message.event !== 'live') continue;
          lastId = message.id;
          onNumbers(JSON.parse(message.data) as LiveNumbers);
        }
      }
    } catch {
      // The line broke; it is taken up again below.
    } finally {
      clearTimeout(silence);
      if (!stopped) {
        onLine(false);
        timer = setTimeout(() => void listen(), PATIENCE[Math.min(failures, PATIENCE.length - 1)]);
        failures += 1;
      }
    }
  };

  void listen();
  return () => {
    stopped = true;
    clearTimeout(timer);
    line.abort();
  };
}

interface LiveLine {
  readonly numbers: LiveNumbers | null;
  /** False before the first word, and from when the line breaks until it is back. */
  readonly isLive: boolean;
  /** When the line was last known to be good, in milliseconds. */
  readonly heardAt: number | null;
  /** The status that the server refused it with. */
  readonly refused: number | null;
}

/** The numbers of an event's door as they change. While the line is down the last ones stay, and `isLive` says so. */
export function useLiveStream(eventId: string): LiveLine {
  const [state, setState] = useState<LiveLine>({ numbers: null, isLive: false, heardAt: null, refused: null });
  useEffect(
    () =>
      follow(eventId, {
        onNumbers: (numbers) => setState((before) => ({ ...before, numbers })),
        onLine: (isLive) =>
          setState((before) => ({ ...before, isLive, heardAt: isLive || before.isLive ? Date.now() : before.heardAt })),
        onMissing: (refused) => setState((before) => ({ ...before, isLive: false, refused })),
      }),
    [eventId],
  );
  return state;
}
