import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../tools/lib/root.ts';

const [catalog] = await getCatalogs(getConfig({ cwd: inRoot() }));
const inCode = Object.keys((await catalog?.collect()) ?? {});

/** What is filled in or marked up in a message: {0}, {name}, <0>. A translation that lacks one loses a number or a link. */
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+(?=[,}])|<\/?\d+\/?>/g))].toSorted();

describe.each(['en', 'es'])('the messages in %s', async (locale) => {
  const kept = (await catalog?.read(locale)) ?? {};

  test('are those of the code: none is missing and none is unused', () => {
    expect(inCode.length).toBeGreaterThan(300);
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
