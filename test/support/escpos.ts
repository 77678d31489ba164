import CodepageEncoder, { type Codepage } from '@point-of-sale/codepage-encoder';

/** What a printer did, in its order. */
export type Printed =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly bold: boolean;
      readonly big: boolean;
      readonly pages: readonly number[];
    }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'picture'; readonly width: number; readonly height: number; readonly dots: Uint8Array }
  | { readonly kind: 'cut' }
  | { readonly kind: 'pulse'; readonly pin: number };

/** The common numbers of code pages, as the printers' manuals have them. */
const PAGES: Readonly<Record<number, Codepage>> = {
  0: 'cp437',
  14: 'cp737',
  16: 'windows1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
};

/** Reads ESC/POS back as a printer would: throws at a byte that it does not know. */
export function readEscPos(bytes: Buffer): Printed[] {
  const done: Printed[] = [];
  let page = 0;
  let bold = false;
  let big = false;
  let line: { text: string; bold: boolean; big: boolean; pages: Set<number> } | null = null;
  let qr = '';
  let at = 0;

  const byte = (ahead = 0): number => {
    const value = bytes[at + ahead];
    if (value === undefined) throw new Error(`The bytes end inside a command at ${at}`);
    return value;
  };
  const unknown = (): never => {
    throw new Error(`Unknown command at ${at}: ${bytes.subarray(at, at + 8).toString('hex')}`);
  };

  function letter(code: number): void {
    const name = PAGES[page];
    if (!name) throw new Error(`Code page ${page} is chosen, which this printer lacks`);
    const point = CodepageEncoder.getCodepoints(name, true)[code];
    line ??= { text: '', bold, big, pages: new Set() };
    line.text += String.fromCodePoint(point ?? 0xfffd);
    line.pages.add(page);
  }

  function endLine(): void {
    const { pages, ...rest } = line ?? { text: '', bold: false, big: false, pages: new Set<number>() };
    done.push({ kind: 'text', ...rest, pages: [...pages] });
    line = null;
  }

  function escape(): number {
    switch (byte(1)) {
      case 0x40:
        [page, bold, big] = [0, false, false];
        return 2;
      case 0x4d:
      case 0x61:
        return 3;
      case 0x45:
        bold = byte(2) === 1;
        return 3;
      case 0x74:
        page = byte(2);
        return 3;
      case 0x70:
        done.push({ kind: 'pulse', pin: byte(2) });
        return 5;
      default:
        return unknown();
    }
  }

  function group(): number {
    switch (byte(1)) {
      case 0x21:
        big = byte(2) === 0x11;
        return 3;
      case 0x56:
        done.push({ kind: 'cut' });
        return 3;
      // Its answer is the line's business; see fake-printer.ts.
      case 0x72:
        return 3;
      case 0x28:
        return code2d();
      case 0x76:
        return picture();
      default:
        return unknown();
    }
  }

  function code2d(): number {
    const length = byte(3) + byte(4) * 256;
    if (byte(2) !== 0x6b || byte(5) !== 0x31) return unknown();
    const data = bytes.subarray(at + 8, at + 5 + length);
    if (byte(6) === 0x50) qr = data.toString('latin1');
    if (byte(6) === 0x51) done.push({ kind: 'qr', data: qr });
    return 5 + length;
  }

  function picture(): number {
    const width = (byte(4) + byte(5) * 256) * 8;
    const height = byte(6) + byte(7) * 256;
    const dots = new Uint8Array(width * height);
    for (let index = 0; index < dots.length; index += 1)
      dots[index] = (byte(8 + (index >> 3)) >> (7 - (index & 7))) & 1;
    done.push({ kind: 'picture', width, height, dots });
    return 8 + (width * height) / 8;
  }

  while (at < bytes.length) {
    const code = byte();
    if (code === 0x1b) at += escape();
    else if (code === 0x1d) at += group();
    else if (code === 0x1c && byte(1) === 0x2e) at += 2;
    else if (code === 0x10 && byte(1) === 0x04) at += 3;
    else if (code === 0x0a) {
      endLine();
      at += 1;
    } else if (code >= 0x20) {
      letter(code);
      at += 1;
    } else unknown();
  }
  if (line) throw new Error('The last line is not ended');
  return done;
}

/** The lines of letters that are not empty. */
export const linesOf = (printed: readonly Printed[]): string[] =>
  printed.flatMap((one) => (one.kind === 'text' && one.text !== '' ? [one.text] : []));
