import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';

/**
 * Lets the application answer on a connection whose bytes never became a request, as if an empty one had come: so the answer has the
 * headers of every other one. The connection ends behind it.
 */
export function refuseUnread(
  socket: Socket,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const request = new IncomingMessage(socket);
  request.method = 'GET';
  request.url = '/';
  request.httpVersion = '1.1';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // Not the socket itself: an answer to an earlier request may still hold it.
  const out = new PassThrough();
  response.assignSocket(out as unknown as Socket);
  response.on('finish', () => out.end());
  out.pipe(socket);
  answer(request, response);
}
