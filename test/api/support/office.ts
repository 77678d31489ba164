import { afterAll, beforeAll } from 'vitest';
import { startTestServer, type TestServer, type TestServerOptions } from '../../support/server.ts';
import { witness } from './contract.ts';

/**
 * A server for the tests of a file (or of a `describe`), each of whose answers is held against the OpenAPI document. Use inside tests
 * only: before them it is not there yet.
 */
export function useOffice(options: TestServerOptions = {}): TestServer {
  let started: TestServer | undefined;
  beforeAll(async () => {
    started = await startTestServer({ witness, ...options });
  });
  afterAll(() => started?.stop());
  return new Proxy({} as TestServer, {
    get: (_, name) => {
      if (!started) throw new Error('The office opens when the tests begin');
      return started[name as keyof TestServer];
    },
  });
}
