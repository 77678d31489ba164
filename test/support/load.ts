import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One request of a load: its bytes are made before the clock starts. */
export interface LoadCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

export interface LoadResult {
  /** Calls a second. */
  readonly rate: number;
  /** How often each status came. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Milliseconds within which this share of the calls was answered. */
  readonly within: (share: number) => number;
}

/**
 * Sends all calls over `connections` sockets, each with one call under way, and measures. Written by hand because Node's own client
 * costs as much as the server that it is to measure.
 */
export async function load(
  url: string,
  token: string,
  connections: number,
  calls: readonly LoadCall[],
): Promise<LoadResult> {
  const { hostname, port, host } = new URL(url);
  const requests = calls.map((call) => bytesOf(call, host, token));
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))));
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  let next = 0;
  const begin = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const sent = performance.now();
        const status = await exchange(socket, request);
        times.push(performance.now() - sent);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  for (const socket of sockets) socket.destroy();
  times.sort((a, b) => a - b);
  return {
    rate: calls.length / seconds,
    statuses,
    within: (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0,
  };
}

async function open(hostname: string, port: number): Promise<Socket> {
  const socket = connect({ host: hostname, port, noDelay: true });
  await once(socket, 'connect');
  return socket;
}

function bytesOf({ method, path, body }: LoadCall, host: string, token: string): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const head = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, `Authorization: Bearer ${token}`];
  if (body !== undefined) head.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(text)}`);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`);
}

/** Sends a request and waits for the whole answer; its status. Every answer of ours says how long it is. */
function exchange(socket: Socket, request: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const done = (settle: () => void): void => {
      socket.off('data', onData).off('error', onError).off('close', onClose);
      settle();
    };
    const onError = (error: Error): void => done(() => reject(error));
    const onClose = (): void => done(() => reject(new Error('The server hung up')));
    const onData = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (Number.isNaN(length)) onError(new Error(`An answer without its length: ${head}`));
      else if (received.length >= end + 4 + length) done(() => resolve(Number(head.slice(9, 12))));
    };
    socket.on('data', onData).on('error', onError).on('close', onClose);
    socket.write(request);
  });
}
