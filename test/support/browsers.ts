import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** What Playwright's `launchOptions` need to start a Chromium that is on this machine; it downloads none of its own. */
export type Chromium = { executablePath: string; args: string[] } | { channel: 'chrome'; args: string[] };

/** Quiet: a test's browser talks to nobody but the server under test. */
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium for browser tests: CHROMIUM_PATH's, else Debian's, else on Linux the one inside @sparticuz/chromium (unpacked
 * into the temp folder at first use; about 10 s), elsewhere the Chrome that is installed.
 * BOX_OFFICE_PACKAGED_CHROMIUM=1 takes the packaged one even where there is another.
 */
export async function findChromium(): Promise<Chromium> {
  const own = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((file) => file && fs.existsSync(file));
  if (own && !insistsOnPackaged()) return { executablePath: own, args: quiet };
  if (process.platform !== 'linux') return { channel: 'chrome', args: quiet };
  return { executablePath: await unpackChromium(), args: [...quiet, '--disable-gpu'] };
}

/** Whether tests run under the one Chromium that draws the same pixels on each machine, because somebody asked for it. */
export const insistsOnPackaged = (): boolean =>
  process.platform === 'linux' && process.env['BOX_OFFICE_PACKAGED_CHROMIUM'] === '1';

/** Shows `video` (a .y4m or .mjpeg file, looped) to the camera, which every page may use unasked. */
export function fakeCamera(video: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
  ];
}

/** The package unpacks into the temp folder file by file; two test runs at once must not meet a half-written binary there. */
async function unpackChromium(): Promise<string> {
  const root = path.join(import.meta.dirname, '..', '..');
  const { version } = createRequire(import.meta.url)(
    path.join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json'),
  ) as { version: string };
  const place = path.join(os.tmpdir(), `box-office-chromium-${version}-${os.userInfo().uid}`);
  const binary = path.join(place, 'chromium');
  if (fs.existsSync(binary)) return binary;

  const { default: chromium } = await import('@sparticuz/chromium');
  const unpacking = fs.mkdtempSync(`${place}-`);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = unpacking;
  try {
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    fs.renameSync(unpacking, place);
  } catch (error) {
    fs.rmSync(unpacking, { recursive: true, force: true });
    if (!fs.existsSync(binary)) throw error;
  }
  return binary;
}
