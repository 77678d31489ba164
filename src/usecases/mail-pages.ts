import type { Letter } from './mail-letters.ts';

/** The logo's name within the mail (RFC 2392). */
export const LOGO_ID = 'logo';

const INK = '#0e1a33';
const MUTED = '#5b6478';
const FONT = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** A letter for mail programs that show HTML: one table, styles on each element, as those that know no more demand. */
export function htmlOf(letter: Letter): string {
  const { branding, organization } = letter;
  const paragraph = (text: string): string => `<p style="margin:0 0 14px">${safe(text)}</p>`;
  const fact = ([label, value]: readonly [string, string]): string =>
    `<tr><td style="padding:5px 18px 5px 0;color:${MUTED};vertical-align:top;white-space:nowrap">${safe(label)}</td>` +
    `<td style="padding:5px 0;font-weight:600">${safe(value)}</td></tr>`;
  const masthead = branding.logo
    ? `<img src="cid:${LOGO_ID}" alt="${safe(organization)}" height="44" style="display:block;height:44px;max-width:260px;border:0">`
    : `<span style="font-size:17px;font-weight:600">${safe(organization)}</span>`;
  return [
    `<!doctype html><html lang="${letter.language}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${safe(letter.subject)}</title></head>`,
    `<body style="margin:0;padding:0;background:#f1f3f7">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f1f3f7"><tr><td align="center" style="padding:28px 12px">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:10px;overflow:hidden;font:15px/1.55 ${FONT};color:${INK}">`,
    `<tr><td style="height:6px;line-height:6px;font-size:0;background:${branding.accentColor}">&nbsp;</td></tr>`,
    `<tr><td style="padding:26px 32px 0">${masthead}</td></tr>`,
    `<tr><td style="padding:22px 32px 8px">`,
    `<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;font-weight:600">${safe(letter.heading)}</h1>`,
    ...letter.says.map(paragraph),
    ...(letter.facts.length === 0
      ? []
      : [
          `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 18px;font-size:14px;line-height:1.45">`,
          ...letter.facts.map(fact),
          `</table>`,
        ]),
    `<p style="margin:0 0 24px;font-weight:600">${safe(organization)}</p>`,
    `</td></tr></table>`,
    ...(letter.sentBy === ''
      ? []
      : [`<p style="margin:16px 0 0;font:12px/1.5 ${FONT};color:${MUTED}">${safe(letter.sentBy)}</p>`]),
    `</td></tr></table></body></html>`,
  ].join('\n');
}

/** The same letter where no HTML is shown, or it is read aloud. */
export const textOf = ({ heading, says, facts, organization, sentBy }: Letter): string =>
  [
    heading,
    ...says,
    ...(facts.length === 0 ? [] : [facts.map(([label, value]) => `${label}: ${value}`).join('\n')]),
    organization,
    ...(sentBy === '' ? [] : [`-- \n${sentBy}`]),
  ].join('\n\n');
