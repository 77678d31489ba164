import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

/** One request as it came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** To the byte. */
  readonly raw: Buffer;
  /** Parsed. */
  readonly body: { readonly event: string; readonly timestamp: string; readonly data: Record<string, unknown> };
}

/** Answers 200 unless a test takes its place. */
export type Answering = (response: ServerResponse, received: Received) => void;

export interface Receiver {
  /** Where it listens: `http://127.0.0.1:…/hook`. */
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  answering: Answering;
  /** Resolves once so many have come, with all that came. @throws after 10 s */
  readonly has: (count: number) => Promise<readonly Received[]>;
  /** Resolves once a message of this event has come since the last `forget`. */
  readonly hears: (event: string) => Promise<Received>;
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
}

export const accept: Answering = (response) => response.end('OK');

export const answerWith =
  (status: number, headers: Record<string, string> = {}, body = ''): Answering =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** An endpoint on this machine that keeps what it is told. */
export async function startReceiver(answering: Answering = accept): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, raw, body: JSON.parse(raw.toString('utf8')) as Received['body'] };
      received.push(one);
      receiver.answering(response, one);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    answering,
    has: (count) => vi.waitUntil(() => (received.length >= count ? received : null), { timeout: 10_000, interval: 10 }),
    hears: (event) =>
      vi.waitUntil(() => received.find(({ body }) => body.event === event), { timeout: 10_000, interval: 10 }),
    forget: () => received.splice(0),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
