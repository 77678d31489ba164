import type { Kysely } from 'kysely';
import { readSecretSetting, writeSecretSetting } from '../db/settings.ts';
import type { Tables } from '../db/tables.ts';
import type { Trx } from '../db/write-door.ts';
import type { Branding, Logo, PrintJob } from '../pdf/paper.ts';
import { DEFAULT_ACCENT, MOST_LOGO_BYTES } from '../shared/branding.ts';
import { invalidField } from '../shared/errors.ts';
import type { Call } from './context.ts';
import { recordAudit } from './record-audit.ts';

const KEY = 'branding';
/** A small file may hold a huge picture: drawing it would take all the memory there is. */
const MOST_PIXELS = 4_000_000;

export const readBranding = async (db: Kysely<Tables>): Promise<Branding> => ({
  accentColor: DEFAULT_ACCENT,
  logo: null,
  ...((await readSecretSetting(db, KEY)) as Partial<Branding> | undefined),
});

export interface BrandingChange {
  /** Absent stays, null is the default. */
  readonly accentColor?: string | null | undefined;
  readonly logo?: Logo | null | undefined;
}

export async function updateBranding(trx: Trx, call: Call, change: BrandingChange): Promise<void> {
  const before = await readBranding(trx);
  const after: Branding = {
    accentColor: change.accentColor === undefined ? before.accentColor : (change.accentColor ?? DEFAULT_ACCENT),
    logo: change.logo === undefined ? before.logo : change.logo,
  };
  await writeSecretSetting(trx, KEY, after);
  await recordAudit(trx, call, 'settings.branding', null, audited(before), audited(after));
}

/** The picture itself would fill the audit. */
const audited = ({ accentColor, logo }: Branding) => ({
  accentColor,
  logo: logo === null ? null : { type: logo.type, bytes: Buffer.byteLength(logo.base64, 'base64') },
});

/** A picture as it came in: base64, with or without the head of a data: URL. @throws 400 where it is no PNG or JPEG, or too large */
export function readLogo(text: string): Logo {
  const base64 = text.replace(/^data:image\/(?:png|jpeg);base64,/, '');
  const bytes = /^[a-z0-9+/]+={0,2}$/i.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
  if (bytes.length > MOST_LOGO_BYTES) throw invalidField('logo', 'must be a picture of at most 200 KB');
  const size = pngSize(bytes) ?? jpegSize(bytes);
  if (!size) throw invalidField('logo', 'must be a PNG or JPEG picture in base64');
  if (size.width * size.height > MOST_PIXELS || size.width * size.height === 0)
    throw invalidField('logo', 'must have at most 4 million pixels');
  return { type: size.type, base64 };
}

interface Size {
  readonly type: Logo['type'];
  readonly width: number;
  readonly height: number;
}

/** PNG, 5.2 and 11.2.2: the signature, then the header chunk. */
function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < 33 || bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** JPEG, B.2.2: the size is in the first frame header, behind segments that are skipped. */
function jpegSize(bytes: Buffer): Size | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xff_d8) return null;
  let at = 2;
  while (at + 9 <= bytes.length) {
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xff_c0 || marker > 0xff_fe) return null;
    const isFrame = marker <= 0xff_cf && ![0xff_c4, 0xff_c8, 0xff_cc].includes(marker);
    if (isFrame) return { type: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** A paper with nothing but the logo on it. */
export const trialJob = (logo: Logo): PrintJob => ({
  format: 'roll',
  language: 'en',
  title: '',
  organization: '',
  seller: '',
  branding: { accentColor: DEFAULT_ACCENT, logo },
  labels: { holder: '', order: '', price: '', goodToKnow: '', advice: [] },
  tickets: [
    {
      event: '',
      date: '',
      time: '',
      venue: '',
      address: null,
      tier: '',
      holder: null,
      orderNumber: '',
      code: 'TRIAL',
      price: '',
      priceNote: null,
      count: '',
    },
  ],
});
