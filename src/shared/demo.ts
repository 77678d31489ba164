import { z } from 'zod';
import { operation } from './operation.ts';

/** The demo is a ledger of its own beside the real one; while it is open, the real one is not touched. */
export const enterDemo = operation({
  id: 'enterDemo',
  method: 'post',
  path: '/api/demo',
  tag: 'Demo',
  summary: 'Open the demo ledger (made at the first time) and sign in there as its owner; on this machine only',
  access: 'anyone',
  secret: true,
  body: z.object({}).optional(),
  answer: z.object({ token: z.string(), expiresAt: z.string(), demo: z.literal(true) }),
  refusals: { 403: 'loopback_only; forbidden without an owner’s or manager’s token once an account exists' },
});

export const leaveDemo = operation({
  id: 'leaveDemo',
  method: 'delete',
  path: '/api/demo',
  tag: 'Demo',
  summary: 'Go back to the real ledger; on this machine only',
  access: 'staff',
  answer: z.object({ demo: z.literal(false) }),
});
