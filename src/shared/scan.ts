import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantIn, instantOut } from './instant.ts';
import { lineOfText, operation, optionalLine } from './operation.ts';

/** Why the door stays shut, the first that fits in this order (API.md, "A scan's refusals"). */
export const SCAN_REFUSALS = [
  'unknown_ticket',
  'ticket_transferred',
  'wrong_event',
  'event_cancelled',
  'ticket_refunded',
  'order_unpaid',
  'not_yet_valid',
  'wrong_gate',
  'already_checked_in',
  'not_checked_in',
] as const;

export type ScanRefusal = (typeof SCAN_REFUSALS)[number];

export const scanIn = z
  .object({
    qrCode: z.string().min(1, 'must not be empty').max(1000),
    gate: optionalLine(60),
    eventId: idIn.nullish(),
    nonce: z
      .string()
      .min(1)
      .max(128)
      .nullish()
      .meta({ description: 'Drawn by the scanner for this one scan; a known nonce is answered as the first time' }),
    mode: z.enum(['entry', 'exit']).default('entry'),
    party: z.boolean().default(false).meta({ description: 'Move every ticket of the order that may' }),
    force: z
      .boolean()
      .default(false)
      .meta({ description: 'A manager lets a wrong gate, event or time pass; needs a reason' }),
    reason: optionalLine(300),
  })
  .refine((scanned) => !scanned.force || scanned.reason !== null, {
    message: 'A forced entry needs a reason',
    path: ['reason'],
  });

export const scannedTicket = z
  .object({
    ticketId: idOut('ticket'),
    orderId: idOut('order'),
    orderNumber: z.string(),
    holderName: z.string().nullable(),
    tierName: z.string(),
    eventId: idOut('event'),
    eventTitle: z.string(),
  })
  .meta({ id: 'ScannedTicket' });

export const scanOut = z
  .object({
    result: z.enum(['admitted', 'exited']),
    ticket: scannedTicket,
    party: z.array(scannedTicket).meta({ description: 'All tickets that this scan moved, the scanned one among them' }),
    gate: z.string().nullable(),
    checkedInAt: instantOut,
    nonce: z.string().nullable(),
  })
  .meta({ id: 'Scan' });

export type ScanOut = z.infer<typeof scanOut>;

/** Beyond `error` and `code`: what the steward needs to explain a refusal. */
export const scanRefusalOut = z
  .object({
    error: z.string(),
    code: z.string(),
    ticket: scannedTicket.nullable(),
    checkedInAt: instantOut.nullable(),
    gate: z.string().nullable(),
    holder: z.string().nullable(),
    nonce: z.string().nullable(),
  })
  .loose()
  .meta({ id: 'ScanRefusal' });

export type ScanRefusalOut = z.infer<typeof scanRefusalOut>;

export const scan = operation({
  id: 'scan',
  method: 'post',
  path: '/api/scan',
  tag: 'Scanning',
  summary: 'Scan a code at the door',
  access: 'scanner',
  body: scanIn,
  answer: scanOut,
  refusals: { 404: 'unknown_ticket', 409: SCAN_REFUSALS.slice(1).join(', ') },
});

const offlineScan = z.object({
  nonce: z.string().min(1).max(128),
  qrCode: z.string().min(1).max(1000),
  gate: optionalLine(60),
  eventId: idIn.nullish(),
  mode: z.enum(['entry', 'exit']).default('entry'),
  scannedAt: instantIn.meta({ description: "When it happened by the scanner's clock; never taken as later than now" }),
  decision: z
    .enum(['admitted', 'exited', 'refused'])
    .optional()
    .meta({ description: 'What the scanner told the guest while it was offline' }),
});

export const scanBatch = operation({
  id: 'scanBatch',
  method: 'post',
  path: '/api/scan/batch',
  tag: 'Scanning',
  summary: 'Upload what an offline scanner scanned; one answer a scan, in order',
  access: 'scanner',
  body: z.object({ scans: z.array(offlineScan).min(1, 'must hold at least one scan').max(500) }),
  answer: z.array(
    z
      .object({
        nonce: z.string(),
        status: z.int().meta({ description: 'As if the scan had been sent alone: 200, 404 or 409' }),
        result: z.string().optional(),
        code: z.string().optional(),
        error: z.string().optional(),
        ticket: scannedTicket.nullable().optional(),
        gate: z.string().nullable().optional(),
        checkedInAt: instantOut.nullable().optional(),
        conflict: z.boolean().meta({ description: 'The scanner let somebody pass whom the ledger refuses' }),
      })
      .loose(),
  ),
});

export const offlineTickets = operation({
  id: 'offlineTickets',
  method: 'get',
  path: '/api/scan/tickets',
  tag: 'Scanning',
  summary: 'What an offline scanner needs: hashed codes and their state, from a cursor on',
  access: 'scanner',
  refusals: { 404: 'not_found: no such event' },
  query: z.object({
    eventId: idIn,
    since: z
      .string()
      .regex(/^\d{1,15}$/, 'must be a cursor of an earlier answer')
      .transform(Number)
      .optional(),
    limit: z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number)
      .refine((limit) => limit >= 1 && limit <= 2000, 'must be 1 to 2000')
      .optional(),
  }),
  answer: z.object({
    eventId: idOut('event'),
    eventStatus: z.string(),
    cursor: z.string().meta({ description: 'Give it as `since` the next time' }),
    more: z.boolean(),
    hash: z
      .literal('sha256(eventId:code)')
      .meta({ description: 'How a code is hashed: lower-case hex of SHA-256 over event id, colon, code' }),
    tiers: z.array(
      z.object({
        id: idOut('tier'),
        name: z.string(),
        validFrom: instantOut.nullable(),
        validUntil: instantOut.nullable(),
        gates: z.array(z.string()).nullable(),
        reentry: z.boolean(),
      }),
    ),
    tickets: z.array(
      z.object({
        hash: z.string(),
        ticketId: idOut('ticket'),
        tierId: idOut('tier'),
        state: z.enum(['held', 'valid', 'refunded', 'cancelled', 'transferred']),
        inside: z.boolean(),
        wasInside: z.boolean(),
        checkedInAt: instantOut.nullable(),
        gate: z.string().nullable(),
      }),
    ),
  }),
});

export const undoScan = operation({
  id: 'undoScan',
  method: 'post',
  path: '/api/scan/undo',
  tag: 'Scanning',
  summary: 'Take back all that a scan admitted: a scanner its own last one within 2 minutes, staff any',
  access: 'scanner',
  body: z
    .object({
      nonce: z.string().min(1).max(128).nullish(),
      qrCode: z.string().min(1).max(1000).nullish(),
      reason: lineOfText(300),
    })
    .refine((undo) => undo.nonce != null || undo.qrCode != null, {
      message: 'Name the scan by nonce or qrCode',
      path: ['nonce'],
    }),
  answer: z.object({
    result: z.literal('undone'),
    ticket: scannedTicket,
    party: z.array(scannedTicket).meta({ description: 'All tickets that may enter again, the scanned one among them' }),
    gate: z.string().nullable(),
    checkedInAt: instantOut,
    undoneAt: instantOut,
  }),
  refusals: { 403: 'forbidden: not the own last scan', 404: 'unknown_ticket', 409: 'nothing_to_undo, undo_too_late' },
});
