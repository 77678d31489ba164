import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { openOrigin, reachableOrigin } from '../../src/http/lan-origin.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo =>
  ({ address, family: address.includes(':') ? 'IPv6' : 'IPv4', internal }) as NetworkInterfaceInfo;
const WIFI = { lo: [at('127.0.0.1', true), at('::1', true)], wlan0: [at('fe80::1'), at('192.168.1.20')] };

describe('where others reach the box office', () => {
  test.each([
    ['http://127.0.0.1:4870', WIFI, 'http://127.0.0.1:4870'],
    ['http://192.168.1.20:4870', WIFI, 'http://192.168.1.20:4870'],
    ['http://0.0.0.0:4870', WIFI, 'http://192.168.1.20:4870'],
    ['http://[::]:4870', WIFI, 'http://192.168.1.20:4870'],
    ['http://[::]:4870', { eth0: [at('fe80::1'), at('2001:db8::7')] }, 'http://[2001:db8::7]:4870'],
    ['http://0.0.0.0:4870', { eth0: [at('2001:db8::7')] }, 'http://127.0.0.1:4870'],
    ['http://0.0.0.0:4870', { eth0: [at('169.254.3.4')] }, 'http://127.0.0.1:4870'],
    ['http://0.0.0.0:4870', {}, 'http://127.0.0.1:4870'],
  ])('%s, case %#', (url, interfaces, origin) => {
    expect(reachableOrigin(url, interfaces)).toBe(origin);
  });

  test('is nowhere before it listens', () => {
    let url = '';
    const origin = openOrigin(() => url);
    expect(origin()).toBe('');
    url = 'http://127.0.0.1:4870';
    expect(origin()).toBe(url);
  });
});
