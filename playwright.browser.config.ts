import { defineConfig } from '@playwright/test';
import { findChromium } from './test/support/browsers.ts';

// The console and the phone's page in a real Chromium against the built server.
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/browser',
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: {
    timeout: 25_000,
    // The tolerance of test/e2e/looks.spec.ts: one pixel in a hundred may be of clearly another colour, as no letter is drawn quite alike.
    toHaveScreenshot: {
      pathTemplate: '{testDir}/looks/{arg}{ext}',
      threshold: 0.2,
      maxDiffPixelRatio: 0.01,
      animations: 'disabled',
      caret: 'hide',
    },
  },
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    launchOptions: await findChromium(),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
