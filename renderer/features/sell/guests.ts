/** As many tickets as one order may hold. */
export const MOST_GUESTS = 100;

/** The names of a pasted list, one a line: without numbers or bullets before them and without doubled spaces. */
export const guestsOf = (pasted: string): string[] =>
  pasted
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .replace(/^[\s\d]*[-–•*.)]*\s*/, '')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, 120),
    )
    .filter((name) => name !== '');
