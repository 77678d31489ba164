/** Where an answer or a message of ours names a person, or repeats what somebody wrote about one. */
const NAMES: ReadonlySet<string> = new Set([
  'customerName',
  'customerEmail',
  'phone',
  'holderName',
  'holderEmail',
  'holder',
  'email',
  'to',
  'reason',
  'reference',
]);

/** The same JSON with blanks for names. */
export const withoutNames = (json: string): string =>
  JSON.stringify(JSON.parse(json), (key, value: unknown) => (NAMES.has(key) ? null : value));
