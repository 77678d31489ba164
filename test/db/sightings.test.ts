import { expect, onTestFinished, test } from 'vitest';
import { listDevices } from '../../src/db/devices.ts';
import { MINUTE, toInstant } from '../../src/shared/instant.ts';
import { SYSTEM } from '../../src/usecases/context.ts';
import { createDevice } from '../../src/usecases/devices.ts';
import { Sightings } from '../../src/usecases/sightings.ts';
import { openSession } from '../../src/usecases/tokens.ts';
import { openTestLedger } from '../support/ledger.ts';

const now = Date.parse('2026-07-15T20:00:00Z');

test('a device is seen when it calls, which is written at most once a minute', async () => {
  const { ledger, close } = await openTestLedger();
  onTestFinished(close);
  const call = { actor: SYSTEM, now };
  const session = await ledger.write(async (trx) => {
    const { id } = await createDevice(trx, call, { name: 'North', gate: null });
    return openSession(trx, call, { deviceId: id }, 'scanner');
  });
  const seen = async () => (await listDevices(ledger.reads, { limit: 10, offset: 0 })).rows[0]?.last_seen_at;
  const sightings = new Sightings();
  expect(await seen()).toBeNull();
  expect(await sightings.write(ledger)).toBe(0);

  for (let scan = 0; scan < 100; scan++) sightings.saw(session, now + scan);
  expect(await sightings.write(ledger)).toBe(1);
  expect(await seen()).toBe(toInstant(now + 99));

  sightings.saw(session, now + MINUTE);
  expect(await sightings.write(ledger)).toBe(0);
  sightings.saw(session, now + MINUTE + 99);
  expect(await sightings.write(ledger)).toBe(1);
  expect(await seen()).toBe(toInstant(now + MINUTE + 99));
});

test('what could not be written is written the next time', async () => {
  const { ledger, close } = await openTestLedger();
  onTestFinished(close);
  const call = { actor: SYSTEM, now };
  const session = await ledger.write(async (trx) => {
    const { id } = await createDevice(trx, call, { name: 'North', gate: null });
    return openSession(trx, call, { deviceId: id }, 'scanner');
  });
  const sightings = new Sightings();
  sightings.saw(session, now);
  const full = { ...ledger, write: () => Promise.reject(new Error('disk full')) };
  await expect(sightings.write(full)).rejects.toThrow('disk full');
  expect(await sightings.write(ledger)).toBe(1);
});
