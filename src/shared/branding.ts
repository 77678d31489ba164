import { z } from 'zod';
import { operation } from './operation.ts';

/** Tickets without a colour of their own have the console's. */
export const DEFAULT_ACCENT = '#ff9152';

/** A logo is at most this large, in bytes of the picture itself. */
export const MOST_LOGO_BYTES = 200 * 1024;

export const brandingOut = z
  .object({
    accentColor: z.string().meta({ examples: [DEFAULT_ACCENT] }),
    logo: z.string().nullable().meta({ description: 'A data: URL of a PNG or JPEG picture' }),
  })
  .meta({ id: 'Branding' });

const tag = 'Settings';
const path = '/api/admin/settings/branding';

export const getBranding = operation({
  id: 'getBranding',
  method: 'get',
  path,
  tag,
  summary: 'The colour and the logo of tickets and mail',
  access: 'staff',
  answer: brandingOut,
});

export const updateBranding = operation({
  id: 'updateBranding',
  method: 'put',
  path,
  tag,
  summary: 'Change the colour or the logo; what is absent stays, null takes it away',
  access: 'owner',
  body: z.object({
    accentColor: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #ff9152')
      .transform((color) => color.toLowerCase())
      .nullish(),
    logo: z
      .string()
      // In base64 and with the head of a data: URL.
      .max(Math.ceil((MOST_LOGO_BYTES / 3) * 4) + 40, 'must be a picture of at most 200 KB')
      .nullish()
      .meta({
        description: 'A PNG or JPEG picture of at most 200 KB and 4 million pixels, in base64 or as a data: URL',
      }),
  }),
  answer: brandingOut,
});
