import { z } from 'zod';
import { idIn, idOut } from './ids.ts';
import { instantOut } from './instant.ts';
import { emailSchema, lineOfText, operation, optionalEmail, pageQuery } from './operation.ts';

const tag = 'Mail';

/** `none` speaks in the clear, `starttls` turns to TLS before anything is told, `tls` speaks it from the first byte. */
export const mailSecurity = z.enum(['none', 'starttls', 'tls']);
export type MailSecurity = z.infer<typeof mailSecurity>;

/** The port that each is commonly spoken on (RFC 5321, 6409, 8314). */
export const MAIL_PORTS: Readonly<Record<MailSecurity, number>> = { none: 25, starttls: 587, tls: 465 };

const mailSettingsOut = z
  .object({
    host: z.string().nullable(),
    port: z.int(),
    security: mailSecurity,
    user: z.string().nullable(),
    password: z.enum(['set', 'unset']).meta({ description: 'Never shown; unset too where another machine sealed it' }),
    fromName: z.string().nullable().meta({ description: 'The organization of the settings where none is given' }),
    fromAddress: z.string().nullable(),
    automatic: z.boolean().meta({
      description: 'Mail goes out by itself when tickets are paid, refunded, transferred or their event cancelled',
    }),
    waitingFor: z
      .string()
      .nullable()
      .meta({ description: 'Why no mail can be sent as things are, in a sentence; null where it can' }),
  })
  .meta({ id: 'MailSettings' });

export const getMailSettings = operation({
  id: 'getMailSettings',
  method: 'get',
  path: '/api/admin/settings/mail',
  tag,
  summary: 'The mail server and the sender; never the password',
  access: 'owner',
  answer: mailSettingsOut,
});

/** A name or an address, without a scheme, a path or a port. */
const hostName = z
  .string()
  .trim()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|[0-9a-f:]*:[0-9a-f:.]*)$/i,
    'must be the name of a server, such as smtp.example.com',
  );

export const updateMailSettings = operation({
  id: 'updateMailSettings',
  method: 'patch',
  path: '/api/admin/settings/mail',
  tag,
  summary: 'Change the mail server or the sender; what waits is tried again at once',
  access: 'owner',
  body: z.object({
    host: hostName.nullish(),
    port: z.int().min(1).max(65_535).nullish().meta({ description: 'None: the common one of the security chosen' }),
    security: mailSecurity.optional(),
    user: lineOfText(254).nullish(),
    password: z
      .string()
      .min(1)
      .max(1000)
      .nullish()
      .meta({ description: 'To be given again with another host, or where the connection is no longer secure' }),
    fromName: lineOfText(120).nullish(),
    fromAddress: emailSchema.nullish(),
    automatic: z.boolean().optional(),
  }),
  answer: mailSettingsOut,
});

export const testMail = operation({
  id: 'testMail',
  method: 'post',
  path: '/api/admin/settings/mail/test',
  tag,
  summary: 'Send a test mail now and say in words what happened',
  access: 'owner',
  body: z.object({ to: emailSchema }),
  answer: z.object({ sent: z.boolean(), message: z.string() }),
});

export const mailKind = z.enum([
  'tickets',
  'tickets_again',
  'refund',
  'ticket_received',
  'ticket_given',
  'event_cancelled',
]);
export type MailKind = z.infer<typeof mailKind>;

export const mailStatus = z.enum(['queued', 'sending', 'sent', 'failed']);
export type MailStatus = z.infer<typeof mailStatus>;

export const mailOut = z
  .object({
    id: idOut('mail'),
    kind: mailKind,
    to: z.string(),
    orderId: idOut('order'),
    orderNumber: z.string(),
    status: mailStatus,
    attempts: z.int(),
    error: z.string().nullable().meta({ description: 'What went wrong at the last attempt' }),
    waitingFor: z.string().nullable().meta({ description: 'Why a queued mail is not tried, in a sentence' }),
    nextAttemptAt: instantOut.nullable(),
    sentAt: instantOut.nullable(),
    createdAt: instantOut,
  })
  .meta({ id: 'Mail' });

export const listMail = operation({
  id: 'listMail',
  method: 'get',
  path: '/api/admin/mail',
  tag,
  summary: 'Mail that was sent and mail that waits, newest first',
  access: 'staff',
  paged: true,
  query: z.object({ ...pageQuery, status: mailStatus.optional(), orderId: idIn.optional() }),
  answer: z.array(mailOut),
});

export const getMail = operation({
  id: 'getMail',
  method: 'get',
  path: '/api/admin/mail/:id',
  tag,
  summary: 'One mail',
  access: 'staff',
  answer: mailOut,
});

export const retryMail = operation({
  id: 'retryMail',
  method: 'post',
  path: '/api/admin/mail/:id/retry',
  tag,
  summary: 'Try a mail again now that failed or waits',
  access: 'staff',
  body: z.object({}).optional(),
  answer: mailOut,
  refusals: { 409: 'mail_sent' },
});

export const resendOrder = operation({
  id: 'resendOrder',
  method: 'post',
  path: '/api/admin/orders/:id/resend',
  tag: 'Orders',
  summary:
    'Mail the tickets as a PDF, without those transferred away, refunded or cancelled; the address of a new holder gets the tickets transferred to it',
  access: 'staff',
  body: z.object({ email: optionalEmail }).optional(),
  answer: z.object({
    orderId: idOut('order'),
    email: z.string(),
    status: z.literal('queued'),
    waitingFor: z.string().nullable().meta({ description: 'Why it waits, in a sentence; null where it goes out now' }),
  }),
  refusals: { 409: 'no_email, no_tickets, order_unpaid, order_cancelled, event_cancelled' },
});

export const paperFormat = z.enum(['a4', 'a6', 'roll']);
export type PaperFormat = z.infer<typeof paperFormat>;

export const printTickets = operation({
  id: 'printTickets',
  method: 'get',
  path: '/api/admin/orders/:id/tickets.pdf',
  tag: 'Orders',
  summary:
    'The tickets as a PDF, one a page: A4, A6, or a strip of an 80 mm roll; without those transferred away, refunded or cancelled',
  access: 'staff',
  media: 'application/pdf',
  query: z.object({
    format: paperFormat.default('a4'),
    ticketId: idIn.optional().meta({ description: 'This ticket alone, transferred or not' }),
  }),
  answer: z.string().meta({ format: 'binary' }),
  refusals: { 409: 'no_tickets, order_unpaid, order_cancelled, event_cancelled' },
});
