import { z } from 'zod';
import { idIn } from './ids.ts';
import { operation } from './operation.ts';

/** What a row may say; the names of our own export. */
export const IMPORT_FIELDS = [
  'orderNumber',
  'customerName',
  'firstName',
  'lastName',
  'customerEmail',
  'phone',
  'tierName',
  'holderName',
  'qrCode',
  'amount',
  'status',
] as const;

export type ImportField = (typeof IMPORT_FIELDS)[number];

const cell = z.union([z.string().max(1000), z.number().transform(String), z.null()]).optional();

export const importRow = z.object(
  Object.fromEntries(IMPORT_FIELDS.map((field) => [field, cell])) as Record<ImportField, typeof cell>,
);

const mappingSchema = z
  .string()
  .max(4000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON such as {"qrCode":"Barcode"}' });
      return z.NEVER;
    }
  })
  .pipe(z.partialRecord(z.enum(IMPORT_FIELDS), z.string().max(200)))
  .meta({
    description:
      'Columns of the file by our names, as JSON; guessed from the header where absent, left out where empty',
  });

/** The import takes CSV besides JSON, streamed, up to this many bytes. */
export const MOST_IMPORT_BYTES = 64 * 1024 * 1024;

export const importOrders = operation({
  id: 'importOrders',
  method: 'post',
  path: '/api/admin/import',
  tag: 'Orders',
  summary:
    'Take over orders sold elsewhere, with their codes: CSV (own export, pretix, Eventbrite, a plain list) or JSON rows; twice changes nothing',
  access: 'manager',
  upload: 'text/csv',
  refusals: { 413: 'JSON over 1 MiB, or CSV over 64 MiB' },
  query: z.object({
    eventId: idIn,
    dryRun: z
      .enum(['true', 'false', '1', '0'])
      .optional()
      .transform((value) => value === 'true' || value === '1'),
    mapping: mappingSchema.optional(),
  }),
  body: z.union([
    z.array(importRow).max(10_000),
    z.object({ rows: z.array(importRow).max(10_000) }).transform(({ rows }) => rows),
  ]),
  answer: z.object({
    eventId: z.string(),
    dryRun: z.boolean(),
    format: z.string().meta({ description: 'ticketwave, pretix, eventbrite, list or json' }),
    rows: z.int(),
    imported: z.int().meta({ description: 'Tickets taken over (in a dry run: that would be)' }),
    orders: z.int(),
    skipped: z.int().meta({ description: 'Rows that are here already, or that the other system had cancelled' }),
    bad: z
      .array(z.object({ line: z.int(), code: z.string(), error: z.string() }))
      .meta({ description: 'Up to 1,000 bad lines' }),
    badCount: z.int(),
  }),
});
