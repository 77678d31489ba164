import { textOnColor } from '../shared/contrast.ts';
import { LINE, MUTED } from './colors.ts';
import type { TicketOnPaper } from './paper.ts';
import { drawQr } from './qr.ts';
import { CODE, MM, type Sheet } from './sheet.ts';

const WIDTH = 105 * MM;
const HEIGHT = 148 * MM;
const MARGIN = 8 * MM;
const INNER = WIDTH - 2 * MARGIN;
/** Where the stub with the code begins. */
const TEAR = 78 * MM;
const QR = 46 * MM;
const GAP = 6 * MM;

/** A ticket the size of a postcard: what it is for above the tear line, what the door needs below it. */
export function drawA6(sheet: Sheet, ticket: TicketOnPaper): void {
  const { doc, job, type } = sheet;
  const { accentColor } = job.branding;
  sheet.page(WIDTH, HEIGHT);
  doc.rect(0, 0, WIDTH, 3 * MM).fill(accentColor);
  sheet.masthead(MARGIN, 8 * MM, INNER * 0.62, 12 * MM);
  sheet.text(
    ticket.count,
    { size: 7, color: MUTED },
    { x: MARGIN, y: 12.5 * MM, width: INNER, most: 1, align: 'right' },
  );

  const title = type.fitted(ticket.event, { weight: 'semibold', leading: 1.15 }, [21, 18, 15, 12.5], INNER, 3);
  let y = type.draw(title, MARGIN, 26 * MM, INNER) + 2.2 * MM;
  y = sheet.text(ticket.date, { size: 10.5, weight: 'semibold' }, { x: MARGIN, y, width: INNER, most: 2 });
  y = sheet.text(ticket.time, { size: 10.5 }, { x: MARGIN, y, width: INNER, most: 1 }) + 1.4 * MM;
  y = sheet.text(ticket.venue, { size: 9, weight: 'semibold' }, { x: MARGIN, y, width: INNER, most: 1 });
  if (ticket.address !== null)
    sheet.text(ticket.address, { size: 8, color: MUTED }, { x: MARGIN, y, width: INNER, most: 2 });

  drawTearLine(sheet);
  drawStub(sheet, ticket);
  sheet.text(
    job.seller,
    { size: 6, color: MUTED },
    { x: MARGIN, y: HEIGHT - 8.5 * MM, width: INNER, most: 1, align: 'center' },
  );

  function drawStub(stub: Sheet, { code }: TicketOnPaper): void {
    const top = TEAR + 5 * MM;
    drawQr(doc, code, MARGIN, top, QR);
    const line = type.fitted(code, CODE, [9.5, 8.5, 7.5, 6.5], QR + 4 * MM, 1);
    type.draw(line, MARGIN - 2 * MM, top + QR + 2.6 * MM, QR + 4 * MM, 'center');

    const x = MARGIN + QR + GAP;
    const width = INNER - QR - GAP;
    const tier = type.fitted(
      ticket.tier,
      { weight: 'semibold', color: textOnColor(accentColor), leading: 1.2 },
      [12, 10, 8.5],
      width - 10,
      2,
    );
    doc.roundedRect(x, top, width, tier.height + 10, 4).fill(accentColor);
    type.draw(tier, x + 5, top + 5, width - 10);
    let at = top + tier.height + 10 + 3 * MM;
    const value = { size: 9.5, weight: 'semibold', leading: 1.2 } as const;
    if (ticket.holder !== null)
      at = stub.field(job.labels.holder, ticket.holder, value, { x, y: at, width, most: 2 }) + 2 * MM;
    at = stub.field(job.labels.order, ticket.orderNumber, { size: 8.5 }, { x, y: at, width, most: 1 }) + 2 * MM;
    at = stub.field(job.labels.price, ticket.price, { size: 8.5 }, { x, y: at, width, most: 1 });
    if (ticket.priceNote !== null)
      stub.text(ticket.priceNote, { size: 6.5, color: MUTED }, { x, y: at, width, most: 2 });
  }
}

/** Dashes with a half circle torn out at either end. */
function drawTearLine({ doc }: Sheet): void {
  const hole = 3 * MM;
  doc
    .moveTo(hole + 4, TEAR)
    .lineTo(WIDTH - hole - 4, TEAR)
    .lineWidth(0.8)
    .dash(2.4, { space: 2.6 })
    .stroke(LINE)
    .undash();
  for (const x of [0, WIDTH]) doc.circle(x, TEAR, hole).lineWidth(0.8).fillAndStroke('#f1f3f7', LINE);
}
