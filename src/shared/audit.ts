import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantIn, instantOut } from './instant.ts';
import { operation, pageQuery } from './operation.ts';

export const auditOut = z
  .object({
    id: idOut('audit'),
    at: instantOut,
    actorId: z.string().nullable(),
    actorName: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'Where the call came from' }),
    action: z.string().meta({ examples: ['order.refund'] }),
    subjectId: z.string().nullable(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'AuditEntry' });

export const listAudit = operation({
  id: 'listAudit',
  method: 'get',
  path: '/api/admin/audit',
  tag: 'Audit',
  summary: 'Who did what, when, before and after; newest first',
  access: 'manager',
  paged: true,
  query: z.object({
    ...pageQuery,
    actorId: idIn.optional(),
    subjectId: idIn.optional(),
    action: z.string().max(60).optional(),
    from: instantIn.optional(),
    to: instantIn.optional(),
  }),
  answer: z.array(auditOut),
});
