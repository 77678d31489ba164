import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What was read until the other end closed, as one answer; null where it closed without one. */
function parse(received: Buffer): RawAnswer | null {
  const split = received.indexOf('\r\n\r\n');
  if (split < 0) return null;
  const [statusLine = '', ...lines] = received.subarray(0, split).toString('latin1').split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = received.subarray(split + 4);
  const chunked = headers.get('transfer-encoding') === 'chunked';
  return { status: Number(statusLine.split(' ')[1]), headers, text: (chunked ? unchunk(body) : body).toString('utf8') };
}

function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || !(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/** Sends bytes as they are, which no HTTP client would, and reads until the server closes (ask it to: `Connection: close`). */
export function exchange(port: number, bytes: string | Buffer): Promise<RawAnswer | null> {
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    const finish = (): void => resolve(parse(Buffer.concat(received)));
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('close', finish);
    socket.on('error', finish);
    socket.write(bytes);
  });
}

/** A request line and headers as they are, then a body. */
export const request = (
  port: number,
  line: string,
  headers: readonly string[],
  body: string | Buffer = '',
): Promise<RawAnswer | null> =>
  exchange(
    port,
    Buffer.concat([
      Buffer.from([`${line} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n'), 'latin1'),
      Buffer.from(body),
    ]),
  );
