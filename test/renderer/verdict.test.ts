import { describe, expect, it } from 'vitest';
import { ERROR_STATUS, type ErrorCode } from '../../src/shared/errors.ts';
import { SCAN_REFUSALS } from '../../src/shared/scan.ts';
import { ApiError } from '../../renderer/lib/api.ts';
import { verdictOf } from '../../renderer/features/scan/verdict.ts';

const refused = (code: ErrorCode, body: Record<string, unknown> = {}) =>
  verdictOf(new ApiError(ERROR_STATUS[code], code, 'A sentence.', { code, error: 'A sentence.', ...body }));

describe('no error opens the door', () => {
  it.each(SCAN_REFUSALS)('%s is a refusal', (code) => {
    expect(refused(code)).toMatchObject({
      kind: code === 'already_checked_in' ? 'again' : 'refused',
      refusal: { code },
    });
  });

  it.each(['offline', 'internal', 'unavailable', 'storage_unavailable', 'request_timeout', 'rate_limited'] as const)(
    '%s leaves it undecided',
    (code) => {
      const status = code === 'offline' ? 0 : ERROR_STATUS[code];
      expect(verdictOf(new ApiError(status, code, ''))).toEqual({ kind: 'unknown', code });
    },
  );

  it('a try that took too long leaves it undecided', () => {
    expect(verdictOf(new DOMException('', 'TimeoutError'))).toEqual({ kind: 'unknown', code: 'offline' });
  });
});

it('a refusal tells of the earlier entry, and of nothing where there was none', () => {
  const earlier = { checkedInAt: '2026-07-15T20:00:00.000Z', gate: 'North', holder: 'Ana Torres' };
  expect(refused('already_checked_in', earlier)).toMatchObject({ kind: 'again', refusal: earlier });
  expect(refused('forbidden')).toMatchObject({
    refusal: { ticket: null, checkedInAt: null, gate: null, holder: null },
  });
});
