// `npm run icons`: draws resources/icons/icon.svg as the PNG, ICO and ICNS files that installers, windows and docks want.
import fs from 'node:fs';
import { chromium } from 'playwright';
import { findChromium } from '../test/support/browsers.ts';
import { inRoot } from './lib/root.ts';

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
const inIco = [16, 24, 32, 48, 64, 128, 256] as const;
/** Apple's four letters for a PNG of this size. */
const inIcns = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** An ICO whose pictures are PNGs: a directory of 16 bytes each, then the files. */
function ico(pngs: readonly (readonly [number, Buffer])[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pngs.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pngs.length, 4);
  let offset = header.length;
  for (const [index, [size, png]] of pngs.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pngs.map(([, png]) => png)]);
}

/** An ICNS: `icns`, the whole length, then each picture behind its four letters and its length. */
function icns(pngs: readonly (readonly [string, Buffer])[]): Buffer {
  const parts = pngs.map(([type, png]) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

const svg = fs.readFileSync(inRoot('resources', 'icons', 'icon.svg'), 'utf8');
const browser = await chromium.launch(await findChromium());
const pngs = new Map<number, Buffer>();
for (const size of sizes) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  fs.writeFileSync(inRoot('resources', 'icons', `${size}x${size}.png`), png);
  pngs.set(size, png);
  await page.close();
}
await browser.close();
// What the window itself shows in a Linux task bar.
fs.copyFileSync(inRoot('resources', 'icons', '512x512.png'), inRoot('resources', 'icons', 'icon.png'));

const png = (size: number): Buffer => pngs.get(size) ?? Buffer.alloc(0);
fs.writeFileSync(inRoot('resources', 'icons', 'icon.ico'), ico(inIco.map((size) => [size, png(size)] as const)));
fs.writeFileSync(
  inRoot('resources', 'icons', 'icon.icns'),
  icns(inIcns.map(([type, size]) => [type, png(size)] as const)),
);
