import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Night } from './any-night/night.ts';
import { step } from './any-night/steps.ts';

it('keeps every promise, whatever is done and however much of it at once', { timeout: 120_000 }, async () => {
  const steps = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, async (groups) => {
      const night = await Night.begin();
      try {
        for (const group of groups) {
          await night.do(group);
          expect(await night.broken()).toEqual([]);
        }
      } finally {
        await night.end();
      }
    }),
    { numRuns: process.env['BOX_OFFICE_LONG'] === '1' ? 400 : 60 },
  );
});
