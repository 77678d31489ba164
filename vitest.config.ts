import { defineConfig } from 'vitest/config';
import { linguiMacros } from './tools/lib/lingui-macros.ts';

const project = (name: string, extra: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], ...extra },
});

/** Servers, real files and killed processes: these measure and race, so one file at a time and patience. */
const alone = { fileParallelism: false, isolate: true, testTimeout: 240_000, hookTimeout: 120_000 };

export default defineConfig({
  // The renderer's tests see the macros as the build does.
  plugins: [linguiMacros()],
  test: {
    projects: [
      project('unit'),
      project('db'),
      project('api', { testTimeout: 20_000, hookTimeout: 20_000 }),
      project('renderer'),
      project('faults', { ...alone, sequence: { groupOrder: 1 } }),
      project('bench', { ...alone, sequence: { groupOrder: 2 } }),
    ],
    // Two cores are what the smallest machine has.
    maxWorkers: 2,
    pool: 'forks',
    // The files of a worker share what they import, as each has servers and ledgers of its own: importing costs more than most of them.
    isolate: false,
    passWithNoTests: true,
    testTimeout: 10_000,
  },
});
