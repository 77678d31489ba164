import { MUTED } from './colors.ts';
import type { PrintJob } from './paper.ts';
import { type Align, type Style, Typesetter } from './typesetter.ts';

/** Points of a millimetre. */
export const MM = 72 / 25.4;

/** The document under way and what every layout needs to draw on it. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly job: PrintJob;
  readonly type: Typesetter;

  constructor(doc: PDFKit.PDFDocument, job: PrintJob) {
    this.doc = doc;
    this.job = job;
    this.type = new Typesetter(doc);
  }

  /** Starts a page of this size in points. */
  page(width: number, height: number): void {
    this.doc.addPage({ size: [width, height], margin: 0 });
  }

  /** Draws text in as many lines as `most` allows; answers where it ends. */
  text(
    text: string,
    style: Style,
    place: { x: number; y: number; width: number; most?: number; align?: Align },
  ): number {
    const block = this.type.block(text, style, place.width, place.most);
    return this.type.draw(block, place.x, place.y, place.width, place.align);
  }

  /** A small heading over a value; answers where it ends. */
  field(
    label: string,
    value: string,
    style: Style,
    place: { x: number; y: number; width: number; most: number },
  ): number {
    const end = this.text(label.toLocaleUpperCase(this.job.language), LABEL, { ...place, most: 1 });
    return this.text(value, style, { ...place, y: end + 1 });
  }

  /** The venue's logo within a box, or the organization's name where there is none; answers where it ends. */
  masthead(x: number, y: number, width: number, height: number, align: 'left' | 'center' = 'left'): number {
    const { logo } = this.job.branding;
    if (logo) {
      const picture = `data:image/${logo.type};base64,${logo.base64}`;
      this.doc.image(picture, x, y, {
        fit: [width, height],
        valign: 'center',
        ...(align === 'center' ? { align } : {}),
      });
      return y + height;
    }
    const block = this.type.fitted(
      this.job.organization,
      { weight: 'semibold' },
      [height * 0.42, height * 0.34],
      width,
      2,
    );
    this.type.draw(block, x, y + (height - block.height) / 2, width, align);
    return y + height;
  }
}

export const LABEL: Style = { size: 6.5, weight: 'semibold', color: MUTED, tracking: 0.6 };
/** As it is typed where no camera helps: zeros with a slash, every character as wide as the next. */
export const CODE: Omit<Style, 'size'> = { weight: 'semibold', tracking: 0.5, features: ['zero', 'tnum'] };
