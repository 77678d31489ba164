import { expect, it } from 'vitest';
import { consoleOrigin, whyNot } from '../../main/begin-serving.ts';

it.each([
  ['http://127.0.0.1:4870', 'http://127.0.0.1:4870'],
  ['http://0.0.0.0:4870', 'http://127.0.0.1:4870'],
  ['http://[::]:4870', 'http://[::1]:4870'],
  ['http://192.168.1.7:4870', 'http://192.168.1.7:4870'],
])('a server at %s is reached from its own machine at %s', (url, origin) => {
  expect(consoleOrigin(url)).toBe(origin);
});

it.each([
  [
    { code: 'EADDRINUSE', syscall: 'listen', port: 4870 },
    'Port 4870 is taken by another program. Set BOX_OFFICE_PORT to another one, or to 0 for any that is free.',
  ],
  [{ code: 'EACCES', syscall: 'mkdir', path: '/srv/ledger' }, '/srv/ledger cannot be used (EACCES).'],
  [{}, 'It broke'],
])('why it does not start, in one line: %j', (details, reason) => {
  expect(whyNot(Object.assign(new Error('It broke\nsomewhere inside'), details))).toBe(reason);
});
