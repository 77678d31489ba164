import { type SlipPart } from '../../../src/shared/slip.ts';
import { type ReportText } from './report-text.ts';

/** Printers know the hyphen for certain, the minus sign only as a picture. */
const plain = (amount: string): string => amount.replaceAll('−', '-');

/** A report for the receipt printer: the words of its paper, line by line. */
export function reportSlip({ house, title, head, parts, taxes, foot }: ReportText): SlipPart[] {
  return [
    { kind: 'text', text: house, align: 'center', bold: true },
    { kind: 'text', text: title, align: 'center', bold: true },
    ...head.map((text): SlipPart => ({ kind: 'text', text, align: 'center' })),
    ...parts.flatMap((part): SlipPart[] => [
      { kind: 'rule' },
      { kind: 'text', text: part.title, bold: true },
      ...part.lines.map(({ term, value, strong = false }): SlipPart => ({
        kind: 'pair',
        left: term,
        right: plain(value),
        bold: strong,
      })),
    ]),
    ...taxes.flatMap((table): SlipPart[] => [
      { kind: 'rule' },
      { kind: 'text', text: table.title, bold: true },
      { kind: 'table', cells: [...table.heads], bold: true },
      ...table.rows.map((cells): SlipPart => ({ kind: 'table', cells: [...cells] })),
    ]),
    { kind: 'rule' },
    ...foot.map((text): SlipPart => ({ kind: 'text', text })),
  ];
}
