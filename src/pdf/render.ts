import PDFDocument from 'pdfkit';
import { drawA4 } from './a4.ts';
import { drawA6 } from './a6.ts';
import type { PrintJob, TicketOnPaper } from './paper.ts';
import { Sheet } from './sheet.ts';
import { drawRoll } from './roll.ts';

const LAYOUTS: Readonly<Record<PrintJob['format'], (sheet: Sheet, ticket: TicketOnPaper) => void>> = {
  a4: drawA4,
  a6: drawA6,
  roll: drawRoll,
};

/** The whole document. */
export async function renderTickets(job: PrintJob): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    // PDFKit's own default, Helvetica, is read from files that no bundle holds. Every font here is ours.
    font: '',
    lang: job.language,
    displayTitle: true,
    info: {
      Title: job.title,
      Author: job.organization,
      Creator: 'TicketWave Box Office',
      Producer: 'TicketWave Box Office',
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.once('end', resolve);
    doc.once('error', reject);
  });
  const sheet = new Sheet(doc, job);
  for (const ticket of job.tickets) LAYOUTS[job.format](sheet, ticket);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
