import { z } from 'zod';
import { instantOut } from './instant.ts';
import { operation } from './operation.ts';

export const attentionCode = z.enum([
  'webhook_gone',
  'webhook_failing',
  'webhook_off',
  'mail_no_server',
  'mail_failing',
  'backup_none',
  'backup_old',
  'conflicts_open',
  'holds_ending',
  'prints_failed',
]);
export type AttentionCode = z.infer<typeof attentionCode>;

export const attentionItem = z
  .object({
    code: attentionCode,
    count: z.int().meta({ description: 'How many; more than 999 are told as 1000' }),
    since: instantOut.nullable().meta({ description: 'Since when, or for holds: the first that ends' }),
    link: z
      .enum(['/webhooks', '/mail', '/settings/mail', '/backups', '/conflicts', '/orders', '/printers'])
      .meta({ description: "The console's screen where something is done about it" }),
  })
  .meta({ id: 'AttentionItem' });

export type AttentionItem = z.infer<typeof attentionItem>;

export const attention = operation({
  id: 'attention',
  method: 'get',
  path: '/api/admin/attention',
  tag: 'Health',
  summary: 'What needs a person now, of what the caller may do something about; empty when all is well',
  access: 'staff',
  answer: z.array(attentionItem),
});
