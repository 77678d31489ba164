import { createDevice, pair } from '../../../src/shared/devices.ts';
import type { TestServer } from '../../support/server.ts';

let count = 0;

/** The token of a scanning device, bound to an event or a gate or to neither, paired as a phone would be. */
export async function pairDevice(server: TestServer, bound: { eventId?: string; gate?: string } = {}): Promise<string> {
  count += 1;
  const { code } = await server.call(createDevice, { body: { name: `Phone ${count}`, ...bound } });
  return (await server.call(pair, { token: null, body: { code } })).token;
}
