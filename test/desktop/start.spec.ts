import { expect } from '@playwright/test';
import { test } from '../support/desktop.ts';

const MEBIBYTE = 1024;

/** Figures for docs/benchmarks.md: `npm test -- build desktop` prints them. Wall-clock seconds are reported, never asserted. */
test('starts into a first screen that can be used, within a bounded memory', async ({ openDesktop }) => {
  const begun = performance.now();
  const { app, page } = await openDesktop();
  await expect(page.getByRole('button', { name: /create|demo/i }).first()).toBeEnabled();
  const seconds = (performance.now() - begun) / 1000;
  // Working sets in KiB (Electron, app.getAppMetrics).
  const processes = await app.evaluate(({ app: main }) =>
    main.getAppMetrics().map(({ type, memory }) => ({ type, kilobytes: memory.workingSetSize })),
  );
  const of = (type: string): number =>
    processes.filter((one) => one.type === type).reduce((sum, { kilobytes }) => sum + kilobytes, 0) / MEBIBYTE;
  const figures = `first screen after ${seconds.toFixed(1)} s; main ${of('Browser').toFixed(0)} MiB, renderer ${of('Tab').toFixed(0)} MiB`;
  console.log(figures);
  test.info().annotations.push({ type: 'figures', description: figures });
  expect(of('Browser')).toBeGreaterThan(0);
  expect(of('Browser')).toBeLessThan(400);
  expect(of('Tab')).toBeLessThan(400);
});
