import { z } from 'zod';
import { operation } from './operation.ts';

export const health = operation({
  id: 'health',
  method: 'get',
  path: '/api/health',
  tag: 'Health',
  summary: 'Whether the box office is up and its ledger readable',
  access: 'nobody',
  answer: z.object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    database: z.enum(['ok', 'unavailable']),
  }),
  refusals: { 503: 'unavailable: the ledger cannot be read; with status degraded' },
});
