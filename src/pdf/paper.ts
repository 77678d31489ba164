import type { PaperFormat } from '../shared/mail.ts';
import type { PrinterProfile, SlipColumns } from '../shared/printing.ts';
import type { SlipRow } from '../shared/slip.ts';

/** What one ticket says, ready to be read: every amount, date and label is text in the reader's language already. */
export interface TicketOnPaper {
  readonly event: string;
  /** `Wednesday 15 July 2026`, and `14:00 – 23:00` on the venue's clock. */
  readonly date: string;
  readonly time: string;
  readonly venue: string;
  /** Street and city. */
  readonly address: string | null;
  readonly tier: string;
  readonly holder: string | null;
  readonly orderNumber: string;
  readonly code: string;
  readonly price: string;
  /** What the price contains or lacks: VAT, a discount. */
  readonly priceNote: string | null;
  /** `Ticket 2 of 4`. */
  readonly count: string;
}

/** The words around it. */
export interface PaperLabels {
  readonly holder: string;
  readonly order: string;
  readonly price: string;
  readonly goodToKnow: string;
  readonly advice: readonly string[];
}

export interface Logo {
  readonly type: 'png' | 'jpeg';
  readonly base64: string;
}

export interface Branding {
  /** `#ff9152`. */
  readonly accentColor: string;
  readonly logo: Logo | null;
}

/** One document: a page a ticket. */
export interface PrintJob {
  readonly format: PaperFormat;
  /** BCP 47: for programs that read the page aloud. */
  readonly language: string;
  readonly title: string;
  readonly organization: string;
  /** The seller's name and tax id, in small print. */
  readonly seller: string;
  readonly branding: Branding;
  readonly labels: PaperLabels;
  readonly tickets: readonly TicketOnPaper[];
}

/** What a receipt printer is told: rows laid out to its columns, and what it can do. */
export interface SlipJob {
  readonly rows: readonly SlipRow[];
  readonly columns: SlipColumns;
  readonly profile: PrinterProfile;
  readonly cutter: boolean;
  readonly nativeQr: boolean;
  /** The cash drawer opens before anything is printed. */
  readonly drawer: boolean;
}
