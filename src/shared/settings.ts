import { z } from 'zod';
import { idIn } from './ids.ts';
import { currencySchema, moneyIn, moneyOut } from './money.ts';
import { lineOfText, operation, percentIn } from './operation.ts';

const language = z.enum(['en', 'es']);
export type Language = z.infer<typeof language>;

export const settingsOut = z
  .object({
    organization: z.string(),
    currency: z.string(),
    defaultVenueId: z.string(),
    language: language.meta({ description: 'Of tickets and mail; the console has its own' }),
    publicUrl: z
      .string()
      .nullable()
      .meta({ description: 'Where the public reaches this box office; links and webhooks use it' }),
    taxId: z.string().nullable().meta({ description: "The seller's tax id, printed on receipts" }),
    taxRate: z.number().meta({ description: 'Percent contained in prices unless a tier or add-on says otherwise' }),
    receiptPrefix: z.string(),
    staffRefundLimit: moneyOut
      .nullable()
      .meta({ description: 'Most that staff may refund in one go; none means without limit' }),
    staffCompLimit: z.int().meta({ description: 'Most tickets that staff may give away in one order' }),
    requireTill: z.boolean().meta({ description: 'Money is taken only in an open till session' }),
    lockAfterMinutes: z.int().meta({ description: 'Minutes after which an idle console locks; 0 never' }),
  })
  .meta({ id: 'Settings' });

export const getSettings = operation({
  id: 'getSettings',
  method: 'get',
  path: '/api/admin/settings',
  tag: 'Settings',
  summary: 'The settings of this box office',
  access: 'staff',
  answer: settingsOut,
});

/** Whether an address names nothing but its origin. (`URL.canParse` is younger than some of the pages' browsers.) */
function isBareAddress(address: string): boolean {
  try {
    const { pathname, search, username } = new URL(address);
    return pathname === '/' && search === '' && username === '';
  } catch {
    return false;
  }
}

/** Only the origin counts: no user, path, query or fragment. */
const publicUrl = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine(isBareAddress, 'must be an address without a path, such as https://tickets.example.com')
  .transform((url) => new URL(url).origin);

export const updateSettings = operation({
  id: 'updateSettings',
  method: 'patch',
  path: '/api/admin/settings',
  tag: 'Settings',
  summary: 'Change settings',
  access: 'owner',
  body: z.object({
    organization: lineOfText(120).optional(),
    currency: currencySchema.optional(),
    language: language.optional(),
    defaultVenueId: idIn.optional(),
    publicUrl: publicUrl.nullish(),
    taxId: lineOfText(60).nullish(),
    taxRate: percentIn.optional(),
    receiptPrefix: z
      .string()
      .regex(/^[A-Za-z0-9-]{0,12}$/, 'must be up to 12 letters, digits and hyphens')
      .optional(),
    staffRefundLimit: moneyIn.nullish(),
    staffCompLimit: z.int().min(0).max(100).optional(),
    requireTill: z.boolean().optional(),
    lockAfterMinutes: z.int().min(0).max(480).optional(),
  }),
  answer: settingsOut,
});
