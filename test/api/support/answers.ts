import { expect } from 'vitest';
import type { Answered } from '../../support/server.ts';

/** Asserts a 400 that names exactly these fields. */
export function expectFields(answer: Answered<unknown>, ...fields: string[]): void {
  expect(answer.status, answer.text).toBe(400);
  const body = answer.body as { fields?: Record<string, string> };
  expect(Object.keys(body.fields ?? {}).sort(), answer.text).toEqual([...fields].sort());
}

/** The relations of a Link header (RFC 8288) with their targets. */
export function linksOf(answer: Answered<unknown>): Record<string, string> {
  const links = (answer.headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g);
  return Object.fromEntries([...links].map(([, target = '', relation = '']) => [relation, target]));
}

/** How often each status was answered: `{ 201: 1, 409: 9 }`. */
export function statusesOf(answers: readonly { readonly status: number }[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
