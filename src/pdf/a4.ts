import { textOnColor } from '../shared/contrast.ts';
import { LINE, MUTED } from './colors.ts';
import type { TicketOnPaper } from './paper.ts';
import { drawQr } from './qr.ts';
import { CODE, MM, type Sheet } from './sheet.ts';

const WIDTH = 210 * MM;
const HEIGHT = 297 * MM;
const MARGIN = 16 * MM;
/** The ticket itself, a card at the head of the page; folded twice, the page shows it alone. */
const CARD = { x: MARGIN, y: 16 * MM, width: WIDTH - 2 * MARGIN, height: 104 * MM } as const;
const STUB = 60 * MM;
const TEAR = CARD.x + CARD.width - STUB;
const PAD = 8 * MM;
const BODY = CARD.width - STUB - 2 * PAD;
const QR = 44 * MM;
const STRIP = 4 * MM;
const ROUND = 10;
const HOLE = 3 * MM;

/** A page from any printer: the ticket as a card, and below it what is good to know. */
export function drawA4(sheet: Sheet, ticket: TicketOnPaper): void {
  const { doc, job } = sheet;
  sheet.page(WIDTH, HEIGHT);
  drawCard(sheet);
  drawBody(sheet, ticket);
  drawStub(sheet, ticket);

  const top = CARD.y + CARD.height + 12 * MM;
  let y =
    sheet.text(job.labels.goodToKnow, { size: 12, weight: 'semibold' }, { x: CARD.x, y: top, width: CARD.width }) +
    2 * MM;
  for (const advice of job.labels.advice) {
    doc.circle(CARD.x + 2, y + 6.5, 1.6).fill(job.branding.accentColor);
    y =
      sheet.text(advice, { size: 9.5, color: MUTED, leading: 1.4 }, { x: CARD.x + 10, y, width: CARD.width - 10 }) +
      1.2 * MM;
  }
  sheet.text(
    job.seller,
    { size: 7.5, color: MUTED },
    { x: CARD.x, y: HEIGHT - 16 * MM, width: CARD.width, most: 2, align: 'center' },
  );
}

function drawCard({ doc, job }: Sheet): void {
  const { x, y, width, height } = CARD;
  const outline = (): PDFKit.PDFDocument => doc.roundedRect(x, y, width, height, ROUND);
  doc.save();
  outline().clip();
  doc.rect(x, y, width, STRIP).fill(job.branding.accentColor);
  doc.restore();
  outline().lineWidth(0.8).stroke(LINE);
  doc
    .moveTo(TEAR, y + HOLE + 4)
    .lineTo(TEAR, y + height - HOLE - 4)
    .dash(2.4, { space: 2.6 })
    .stroke(LINE)
    .undash();
  // A half circle torn out at either end of the perforation: white over the outline, its own outline within the card alone.
  for (const end of [y, y + height]) doc.circle(TEAR, end, HOLE).fill('#ffffff');
  doc.save();
  outline().clip();
  for (const end of [y, y + height]) doc.circle(TEAR, end, HOLE).stroke(LINE);
  doc.restore();
}

function drawBody(sheet: Sheet, ticket: TicketOnPaper): void {
  const { job, type } = sheet;
  const x = CARD.x + PAD;
  sheet.masthead(x, CARD.y + STRIP + 6 * MM, BODY, 13 * MM);
  const title = type.fitted(ticket.event, { weight: 'semibold', leading: 1.15 }, [25, 21, 17, 14], BODY, 3);
  let y = type.draw(title, x, CARD.y + STRIP + 23 * MM, BODY) + 2.5 * MM;
  y = sheet.text(ticket.date, { size: 12, weight: 'semibold' }, { x, y, width: BODY, most: 2 });
  y = sheet.text(ticket.time, { size: 12 }, { x, y, width: BODY, most: 1 }) + 1.5 * MM;
  y = sheet.text(ticket.venue, { size: 10.5, weight: 'semibold' }, { x, y, width: BODY, most: 1 });
  if (ticket.address !== null) sheet.text(ticket.address, { size: 9, color: MUTED }, { x, y, width: BODY, most: 2 });

  const bottom = CARD.y + CARD.height - PAD - 10 * MM;
  const column = BODY / 2 - 2 * MM;
  const value = { size: 11, weight: 'semibold', leading: 1.2 } as const;
  if (ticket.holder !== null)
    sheet.field(job.labels.holder, ticket.holder, value, { x, y: bottom, width: column, most: 2 });
  const right = { x: x + BODY / 2, y: bottom, width: column, most: 1 };
  const end = sheet.field(job.labels.price, ticket.price, value, right);
  if (ticket.priceNote !== null)
    sheet.text(ticket.priceNote, { size: 7.5, color: MUTED }, { ...right, y: end, most: 2 });
}

function drawStub(sheet: Sheet, ticket: TicketOnPaper): void {
  const { doc, job, type } = sheet;
  const { accentColor } = job.branding;
  const x = TEAR + 5 * MM;
  const width = STUB - 10 * MM;
  const top = CARD.y + STRIP + 6 * MM;
  const tier = type.fitted(
    ticket.tier,
    { weight: 'semibold', color: textOnColor(accentColor), leading: 1.2 },
    [14, 12, 10],
    width - 12,
    2,
  );
  doc.roundedRect(x, top, width, tier.height + 12, 5).fill(accentColor);
  type.draw(tier, x + 6, top + 6, width - 12, 'center');
  const square = CARD.y + CARD.height - 20 * MM - QR;
  drawQr(doc, ticket.code, TEAR + (STUB - QR) / 2, square, QR);
  const code = type.fitted(ticket.code, CODE, [10.5, 9.5, 8.5, 7], width + 4 * MM, 1);
  let y = type.draw(code, x - 2 * MM, square + QR + 3 * MM, width + 4 * MM, 'center');
  const small = { size: 8, color: MUTED } as const;
  y = sheet.text(`${job.labels.order} ${ticket.orderNumber}`, small, { x, y, width, most: 1, align: 'center' });
  sheet.text(ticket.count, small, { x, y, width, most: 1, align: 'center' });
}
