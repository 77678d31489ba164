import { describe, expect, test } from 'vitest';
import { readServerSent } from '../../renderer/lib/live-stream.ts';

describe('a stream of server-sent events', () => {
  test('is read message by message, whatever pieces it comes in', () => {
    const sent =
      ': open\n\nevent: live\nid: 3-0\ndata: {"sold":3}\n\n: still here\n\nevent: live\nid: 4-1\ndata: {"sold":4}\n\n';
    for (let size = 1; size <= sent.length; size += 1) {
      const seen = [];
      let rest = '';
      for (let at = 0; at < sent.length; at += size) {
        const read = readServerSent(rest + sent.slice(at, at + size));
        seen.push(...read.messages);
        rest = read.rest;
      }
      expect(rest).toBe('');
      expect(seen).toEqual([
        { event: 'live', id: '3-0', data: '{"sold":3}' },
        { event: 'live', id: '4-1', data: '{"sold":4}' },
      ]);
    }
  });

  test('keeps what is not complete yet', () => {
    expect(readServerSent('data: 1\n\ndata: 2\n')).toEqual({
      messages: [{ event: 'message', id: null, data: '1' }],
      rest: 'data: 2\n',
    });
  });
});
