import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForeignSite extends AsyncDisposable {
  /** Its origin: a secure context, for it is on loopback, and yet not ours. */
  origin: string;
  /** Paths that were asked of it. */
  asked: string[];
}

/** A web site that is none of ours, and knows who came by. */
export async function openForeignSite(): Promise<ForeignSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Content-Type', 'text/html').setHeader('Access-Control-Allow-Origin', '*');
    response.end('<!doctype html><title>Elsewhere</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
