import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../tools/lib/root.ts';

type Tokens = Record<string, string>;

const css = fs.readFileSync(inRoot('renderer', 'styles', 'tokens.css'), 'utf8');

function colours(part: string): Tokens {
  const tokens: Tokens = {};
  for (const [, name = '', hex = ''] of part.matchAll(/--color-([\w-]+): (#[0-9a-f]{6});/g)) tokens[name] = hex;
  return tokens;
}

const [lightPart = '', darkPart = ''] = css.split("[data-theme='dark']");
const light = colours(lightPart);
const dark = { ...light, ...colours(darkPart) };

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(tokens: Tokens, one: string, other: string): number {
  const [a, b] = [tokens[one], tokens[other]];
  if (a === undefined || b === undefined) throw new Error(`no token ${a === undefined ? one : other}`);
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['canvas', 'surface', 'raised', 'sunken', 'selected'];
const TEXT_ON_GROUNDS = ['ink', 'muted', 'link'].flatMap((text) => GROUNDS.map((ground) => [text, ground] as const));
const STATES = ['good', 'warn', 'bad', 'note'];

/** Text: 4.5 to 1. */
const TEXT: readonly (readonly [string, string])[] = [
  ...TEXT_ON_GROUNDS,
  ...STATES.map((state) => [state, `${state}-soft`] as const),
  ...STATES.flatMap((state) => ['surface', 'raised', 'canvas'].map((ground) => [state, ground] as const)),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['rail-ink', 'rail'],
  ['rail-muted', 'rail'],
  ['rail-ink', 'rail-raised'],
];

/** What outlines a control or shows its state: 3 to 1. */
const OUTLINES: readonly (readonly [string, string])[] = [
  ...['edge', 'focus'].flatMap((line) => ['canvas', 'surface', 'raised'].map((ground) => [line, ground] as const)),
  ['bar', 'bar-ground'],
  ['bar', 'surface'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('the colours of the %s theme', (_theme, tokens) => {
  test.each(TEXT)('%s is read on %s (AA)', (text, ground) => {
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(OUTLINES)('%s is seen on %s (AA)', (line, ground) => {
    expect(contrast(tokens, line, ground)).toBeGreaterThanOrEqual(3);
  });

  test.each(['admit', 'caution', 'refuse'])("the scan's %s is read at arm's length (AAA)", (answer) => {
    expect(contrast(tokens, `on-${answer}`, answer)).toBeGreaterThanOrEqual(7);
  });
});
