import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { lineOfText, operation, optionalLine, pageQuery } from './operation.ts';

const path = '/api/admin/devices';
const tag = 'Devices';

export const deviceOut = z
  .object({
    id: idOut('device'),
    name: z.string(),
    gate: z.string().nullable(),
    eventId: idOut('event').nullable(),
    paired: z.boolean(),
    revoked: z.boolean(),
    lastSeenAt: instantOut.nullable().meta({ description: 'When it called last, to the minute' }),
    lastScanAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: 'Device' });

export const listDevices = operation({
  id: 'listDevices',
  method: 'get',
  path,
  tag,
  summary: 'Phones and scanners that were paired',
  access: 'manager',
  paged: true,
  query: z.object(pageQuery),
  answer: z.array(deviceOut),
});

export const createDevice = operation({
  id: 'createDevice',
  method: 'post',
  path,
  tag,
  summary: 'Draw a pairing code for a phone or scanner: one use, 5 minutes',
  access: 'manager',
  status: 201,
  secret: true,
  body: z.object({ name: lineOfText(80), gate: optionalLine(60), eventId: idIn.nullish() }),
  answer: z.object({
    id: idOut('device'),
    name: z.string(),
    gate: z.string().nullable(),
    eventId: idOut('event').nullable(),
    code: z.string(),
    expiresAt: instantOut,
    qr: z.string().meta({ description: 'What its QR says: the address that pairs a phone that opens it' }),
  }),
});

export const revokeDevice = operation({
  id: 'revokeDevice',
  method: 'delete',
  path: `${path}/:id`,
  tag,
  summary: 'Revoke a device: its token ends at the next call; what it scanned stays',
  access: 'manager',
  answer: z.object({ id: idOut('device'), deleted: z.literal(true) }),
});

export const pair = operation({
  id: 'pair',
  method: 'post',
  path: '/api/auth/pair',
  tag: 'Authentication',
  summary: "Turn a pairing code into a scanner's token; over the network by HTTPS only",
  access: 'nobody',
  secret: true,
  body: z.object({ code: z.string().min(1).max(64), deviceName: optionalLine(80) }),
  answer: z.object({
    token: z.string(),
    expiresAt: instantOut,
    device: z.object({
      id: idOut('device'),
      name: z.string(),
      gate: z.string().nullable(),
      eventId: z.string().nullable(),
    }),
  }),
  refusals: { 403: 'pairing_code_invalid: unknown, used or older than 5 minutes' },
});

export const listConflicts = operation({
  id: 'listConflicts',
  method: 'get',
  path: '/api/admin/conflicts',
  tag: 'Devices',
  summary: 'Late uploads that disagree with the ledger, newest first',
  access: 'manager',
  paged: true,
  query: z.object({ ...pageQuery, eventId: idIn.optional(), resolved: z.enum(['true', 'false']).optional() }),
  answer: z.array(
    z.object({
      id: idOut('scan'),
      eventId: z.string().nullable(),
      ticketId: z.string().nullable(),
      orderNumber: z.string().nullable(),
      holderName: z.string().nullable(),
      tierName: z.string().nullable(),
      code: z.string().meta({ description: 'Why the ledger refuses what the scanner let pass' }),
      mode: z.string(),
      gate: z.string().nullable(),
      scannedBy: z.string().nullable(),
      scannedAt: instantOut,
      arrivedAt: instantOut,
      admittedAt: instantOut.nullable().meta({ description: 'The entry that the ledger has' }),
      admittedGate: z.string().nullable(),
      resolvedAt: instantOut.nullable(),
      resolvedBy: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
});

export const resolveConflict = operation({
  id: 'resolveConflict',
  method: 'post',
  path: '/api/admin/conflicts/:id/resolve',
  tag: 'Devices',
  summary: 'Close a conflict with a note of what was done',
  access: 'manager',
  body: z.object({ note: lineOfText(300) }),
  answer: z.object({ id: idOut('scan'), resolvedAt: instantOut }),
});
