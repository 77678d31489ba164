import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'es'],
  catalogs: [
    {
      path: '<rootDir>/renderer/locales/{locale}',
      include: ['<rootDir>/renderer'],
      exclude: ['<rootDir>/renderer/public-page/**'],
    },
    // The public's page is small: it does not load the words of the console.
    { path: '<rootDir>/renderer/public-page/locales/{locale}', include: ['<rootDir>/renderer/public-page'] },
  ],
  // Without line numbers a catalog changes only when its words do.
  format: formatter({ lineNumbers: false }),
});
