import { encode } from 'uqr';

/** Rows overlap by this part of a module, so that no viewer shows hairlines between them. */
const OVERLAP = 0.02;

/**
 * Draws a QR code as one path: sharp at any size and on any printer. A quarter of it may be dirty or torn (level Q).
 * The caller leaves white around it.
 */
export function drawQr(doc: PDFKit.PDFDocument, code: string, x: number, y: number, side: number): void {
  const { data, size } = encode(code, { ecc: 'Q', border: 0 });
  const module = side / size;
  for (const [row, modules] of data.entries()) {
    for (let from = 0; from < size; from += 1) {
      if (modules[from] !== true) continue;
      let to = from;
      while (modules[to] === true) to += 1;
      doc.rect(x + from * module, y + row * module, (to - from) * module, module * (1 + OVERLAP));
      from = to;
    }
  }
  doc.fill('#000000');
}
