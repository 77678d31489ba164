import { defineConfig } from '@playwright/test';

// The desktop application in a real Electron (test/support/electron.ts finds it), one window at a time.
export default defineConfig({
  testDir: 'test/desktop',
  outputDir: 'test-results/desktop',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: { timeout: 25_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/desktop.json' }]],
});
