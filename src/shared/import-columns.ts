import { BoxOfficeError } from '../shared/errors.ts';
import { fold } from './search-words.ts';
import { IMPORT_FIELDS, type ImportField } from './import.ts';

/** A row by our own names; what the file has not is absent. */
export type ImportRow = Partial<Record<ImportField, string>>;

export type ImportFormat = 'ticketwave' | 'pretix' | 'eventbrite' | 'list';

/** Header names of other systems' exports, folded; the first that the file has wins. */
const KNOWN_HEADERS: Record<ImportField, readonly string[]> = {
  orderNumber: ['ordernumber', 'order code', 'order #', 'order id', 'order', 'order number', 'booking', 'reference'],
  customerName: ['customername', 'invoice address name', 'buyer name', 'name', 'full name', 'customer', 'guest'],
  firstName: ['first name', 'buyer first name', 'given name', 'attendee first name'],
  lastName: ['last name', 'buyer last name', 'surname', 'family name', 'attendee surname'],
  customerEmail: ['customeremail', 'e-mail', 'email', 'buyer email', 'email address', 'order email'],
  phone: ['phone', 'phone number', 'cell phone', 'mobile', 'telephone'],
  tierName: ['tiername', 'product', 'ticket type', 'item', 'tier', 'ticket', 'category', 'type'],
  holderName: ['holdername', 'attendee name', 'holder'],
  qrCode: [
    'qrcode',
    'secret',
    'ticket secret',
    'barcode #',
    'barcode',
    'barcode number',
    'qr code',
    'code',
    'ticket code',
  ],
  amount: ['amount', 'price', 'total paid', 'ticket price', 'product price', 'gross', 'paid'],
  status: ['ticketstatus', 'status', 'order status', 'attendee status'],
};

const key = (header: string): string => fold(header).replaceAll(/\s+/g, ' ').trim();

/** Which system wrote a file with this header. */
export function formatOf(header: readonly string[]): ImportFormat {
  const names = new Set(header.map(key));
  if (names.has('ordernumber') && names.has('qrcode')) return 'ticketwave';
  if (names.has('order code') && (names.has('secret') || names.has('ticket secret') || names.has('product')))
    return 'pretix';
  if (names.has('barcode #') || names.has('ticket type') || names.has('attendee #')) return 'eventbrite';
  return 'list';
}

/** Which column holds what: what the caller says, else by the known names. @throws 400 where the caller names one that is not there */
export function columnsOf(
  header: readonly string[],
  mapping: Partial<Record<ImportField, string>>,
): Partial<Record<ImportField, number>> {
  const keys = header.map(key);
  const columns: Partial<Record<ImportField, number>> = {};
  for (const field of IMPORT_FIELDS) {
    const said = mapping[field];
    const index =
      said === undefined
        ? (KNOWN_HEADERS[field].map((name) => keys.indexOf(name)).find((at) => at >= 0) ?? -1)
        : said === ''
          ? -1
          : keys.indexOf(key(said));
    if (index < 0 && said !== undefined && said !== '')
      throw new BoxOfficeError('invalid_request', `The file has no column "${said}".`, {
        fields: { [`mapping.${field}`]: 'is not a column of the file' },
      });
    if (index >= 0) columns[field] = index;
  }
  return columns;
}

export function rowOf(cells: readonly string[], columns: Partial<Record<ImportField, number>>): ImportRow {
  const row: ImportRow = {};
  for (const field of IMPORT_FIELDS) {
    const index = columns[field];
    const cell = index === undefined ? '' : (cells[index] ?? '').trim();
    if (cell !== '') row[field] = undefused(cell);
  }
  return row;
}

/** Our export puts an apostrophe before what looks like a formula; taking it back in removes that. */
const undefused = (cell: string): string => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell);

const DEAD = new Set([
  'refunded',
  'cancelled',
  'canceled',
  'c',
  'expired',
  'e',
  'pending',
  'n',
  'held',
  'not attending',
  'deleted',
  'transferred',
]);

/** The other system does not let this ticket in. */
export const isDead = (row: ImportRow): boolean => row.status !== undefined && DEAD.has(fold(row.status));

/** "25.00" of "25,00 €", "EUR 25", "1.234,50" or "1,234.50"; null where it is no amount. */
export function plainAmount(text: string): string | null {
  const digits = text.replaceAll(/[^\d.,-]/g, '');
  if (!/^\d[\d.,]*$/.test(digits)) return null;
  const decimal = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (decimal < 0) return String(Number(digits));
  const fraction = digits.slice(decimal + 1);
  const whole = digits.slice(0, decimal).replaceAll(/[.,]/g, '');
  // Three digits behind the only sign are thousands: 1,234.
  if (
    fraction.length === 3 &&
    digits.indexOf(digits.charAt(decimal)) === decimal &&
    !/[.,]/.test(digits.slice(0, decimal))
  )
    return String(Number(whole + fraction));
  return `${Number(whole)}.${fraction}`.replace(/\.$/, '');
}
