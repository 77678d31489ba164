import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../tools/lib/root.ts';

/** The console's catalog, and the one of the public's page. */
const catalogs = await getCatalogs(getConfig({ cwd: inRoot() }));
const pages = catalogs.map((catalog, index) => ({ catalog, page: ['console', 'public page'][index] }));

/** What is filled in or marked up in a message: {0}, {name}, <0>. A translation that lacks one loses a number or a link. */
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+(?=[,}])|<\/?\d+\/?>/g))].toSorted();

const both = pages.flatMap(({ catalog, page }) => ['en', 'es'].map((locale) => ({ catalog, page, locale })));

describe.each(both)('the messages of the $page in $locale', async ({ catalog, locale }) => {
  const inCode = Object.keys((await catalog.collect()) ?? {});
  const kept = (await catalog.read(locale)) ?? {};

  test('are those of the code: none is missing and none is unused', () => {
    expect(inCode.length).toBeGreaterThan(50);
    expect(Object.keys(kept).toSorted()).toEqual(inCode.toSorted());
  });

  test('are all translated', () => {
    const missing = Object.values(kept).filter(({ translation }) => !translation);
    expect(missing.map(({ message }) => message)).toEqual([]);
  });

  test('keep every placeholder', () => {
    for (const { message = '', translation = '' } of Object.values(kept)) {
      expect(placeholders(translation), message).toEqual(placeholders(message));
    }
  });
});
