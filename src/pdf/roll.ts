import type { TicketOnPaper } from './paper.ts';
import { drawQr } from './qr.ts';
import { CODE, MM, type Sheet } from './sheet.ts';
import { leadingOf, type Block } from './typesetter.ts';

const WIDTH = 80 * MM;
/** A print head is 72 mm wide; 2 mm more keep the text clear of a roll that sits askew. */
const MARGIN = 6 * MM;
const INNER = WIDTH - 2 * MARGIN;
const QR = 42 * MM;
const LOGO = 14 * MM;
/** Heat prints black or nothing: no greys. */
const BLACK = '#000000';

/** Something on the roll: how tall it is, and how to draw it from `y` on. */
interface Part {
  readonly height: number;
  draw(y: number): void;
}

/** A strip of a receipt printer's roll, as long as what stands on it. */
export function drawRoll(sheet: Sheet, ticket: TicketOnPaper): void {
  const { doc, job, type } = sheet;
  const gap = (millimetres: number): Part => ({ height: millimetres * MM, draw: () => undefined });
  const block = (laid: Block): Part => ({
    height: laid.height,
    draw: (y) => void type.draw(laid, MARGIN, y, INNER, 'center'),
  });
  const text = (words: string, size: number, weight: 'regular' | 'semibold' = 'regular', most = 3): Part =>
    block(type.block(words, { size, weight, color: BLACK, leading: 1.22 }, INNER, most));
  const rule: Part = {
    height: 5 * MM,
    draw: (y) =>
      void doc
        .moveTo(MARGIN, y + 2.5 * MM)
        .lineTo(WIDTH - MARGIN, y + 2.5 * MM)
        .lineWidth(1)
        .dash(3, { space: 3 })
        .stroke(BLACK)
        .undash(),
  };
  const pair = (label: string, value: string): Part => {
    const laid = type.block(value, { size: 9.5, weight: 'semibold', color: BLACK, leading: 1.22 }, INNER * 0.66, 3);
    return {
      height: laid.height + 1 * MM,
      draw: (y) => {
        sheet.text(label, { size: 9.5, color: BLACK, leading: 1.22 }, { x: MARGIN, y, width: INNER * 0.32, most: 1 });
        type.draw(laid, MARGIN + INNER * 0.34, y, INNER * 0.66, 'right');
      },
    };
  };
  const logo: Part = { height: LOGO, draw: (y) => void sheet.masthead(MARGIN, y, INNER, LOGO, 'center') };
  const square: Part = { height: QR, draw: (y) => drawQr(doc, ticket.code, (WIDTH - QR) / 2, y, QR) };

  const parts: Part[] = [
    gap(4),
    ...(job.branding.logo ? [logo, gap(2)] : []),
    text(job.organization, 9.5, 'semibold', 2),
    rule,
    block(type.fitted(ticket.event, { weight: 'semibold', color: BLACK, leading: 1.15 }, [17, 15, 13], INNER, 4)),
    gap(1.5),
    text(ticket.date, 10, 'semibold'),
    text(ticket.time, 10),
    gap(1),
    text(ticket.venue, 9.5, 'semibold', 2),
    ...(ticket.address === null ? [] : [text(ticket.address, 8.5)]),
    rule,
    block(type.fitted(ticket.tier, { weight: 'semibold', color: BLACK, leading: 1.2 }, [16, 13, 11], INNER, 2)),
    gap(3),
    square,
    gap(2),
    block(type.fitted(ticket.code, { ...CODE, color: BLACK }, [11, 10, 9, 8], INNER, 1)),
    rule,
    ...(ticket.holder === null ? [] : [pair(job.labels.holder, ticket.holder)]),
    pair(job.labels.order, ticket.orderNumber),
    pair(job.labels.price, ticket.price),
    ...(ticket.priceNote === null ? [] : [text(ticket.priceNote, 8)]),
    gap(2),
    text(ticket.count, 8),
    text(job.seller, 7),
    gap(6),
  ];
  sheet.page(WIDTH, parts.reduce((sum, { height }) => sum + height, 0) + leadingOf({ size: 1 }));
  let y = 0;
  for (const part of parts) {
    part.draw(y);
    y += part.height;
  }
}
