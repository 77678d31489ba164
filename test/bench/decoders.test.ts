import { expect, test } from 'vitest';
import { readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import type { Decoder } from '../../renderer/lib/decoding/decoder.ts';
import { pageDecoder } from '../support/decoders.ts';
import { type Degradation, DEGRADATIONS, degradedFrames } from '../support/degraded-frames.ts';
import { frameOf } from '../support/frames.ts';

const ROUNDS = process.env['BOX_OFFICE_LONG'] === '1' ? 8 : 1;

/** What one core has for a frame, fifteen of them a second. */
const FRAME_TIME = 1_000 / 15;

const ALL: ReaderOptions = {
  formats: ['QRCode'],
  textMode: 'Plain',
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
};
const DENOISED: ReaderOptions = { ...ALL, tryDenoise: true };
const HALVED: ReaderOptions = { ...DENOISED, downscaleFactor: 2, downscaleThreshold: 200 };

/** Every setting of zxing-wasm that might be its best. */
const SETTINGS = {
  'all it tries': ALL,
  'and denoised': DENOISED,
  'and halved early': HALVED,
  'global histogram': { ...HALVED, binarizer: 'GlobalHistogram' },
  'fixed threshold': { ...HALVED, binarizer: 'FixedThreshold' },
} satisfies Record<string, ReaderOptions>;

const withSettings = (options: ReaderOptions): Decoder => ({
  decode: async (frame) => (await readBarcodes(frame, options)).map(({ text }) => text),
});
const rivals = Object.entries(SETTINGS).map(([name, options]) => ({ name, decoder: withSettings(options) }));

/** Frames read: of each degradation, and in all. */
class Tally {
  readonly read = new Map<Degradation, number>();
  total = 0;
  /** Milliseconds of the thread's processor. */
  cpu = 0;
  /** Frames of which it told a code that is not in them. */
  wrong = 0;

  async look(decoder: Decoder, frame: ImageData, degradation: Degradation, text: string | null): Promise<boolean> {
    const before = process.threadCpuUsage();
    const codes = (await decoder.decode(frame)).filter((code) => code !== '');
    const { user, system } = process.threadCpuUsage(before);
    this.cpu += (user + system) / 1_000;
    const right = text !== null && codes.includes(text);
    if (codes.some((code) => code !== text)) this.wrong += 1;
    if (right) {
      this.read.set(degradation, (this.read.get(degradation) ?? 0) + 1);
      this.total += 1;
    }
    return right;
  }
}

test(`reads what zxing-wasm at its best reads of ${ROUNDS * 51} degraded frames, at 15 a second`, async () => {
  const ours = new Tally();
  const theirs = new Map(rivals.map(({ name }) => [name, new Tally()]));
  const frames = new Map<Degradation, number>();
  let readByAny = 0;
  // The first frame pays for the start of both readers, which a door pays once a night.
  for (const { picture } of degradedFrames(1)) {
    await pageDecoder.decode(frameOf(picture));
    break;
  }
  for (const { degradation, text, picture } of degradedFrames(ROUNDS)) {
    const frame = frameOf(picture);
    frames.set(degradation, (frames.get(degradation) ?? 0) + 1);
    await ours.look(pageDecoder, frame, degradation, text);
    const reads = [];
    for (const { name, decoder } of rivals) reads.push(await theirs.get(name)?.look(decoder, frame, degradation, text));
    if (reads.includes(true)) readByAny += 1;
  }
  const made = [...frames.values()].reduce((sum, count) => sum + count, 0);

  const [best] = [...theirs.values()].toSorted((a, b) => b.total - a.total);
  console.table(
    DEGRADATIONS.map((degradation) => ({
      degradation,
      frames: frames.get(degradation),
      'the console': ours.read.get(degradation) ?? 0,
      ...Object.fromEntries([...theirs].map(([name, { read }]) => [name, read.get(degradation) ?? 0])),
    })),
  );
  for (const [name, { total, cpu, wrong }] of [['the console', ours] as const, ...theirs]) {
    console.log(`${name}: ${total} of ${made} read, ${wrong} wrong, ${(cpu / made).toFixed(1)} ms of one core a frame`);
  }
  console.log(`read by one setting or another: ${readByAny}`);

  // The set tells readers apart: not all of it is easy, and not all of it is hopeless.
  expect(best?.total).toBeGreaterThan(made / 2);
  expect(best?.total).toBeLessThan(made);
  expect(ours.total).toBeGreaterThanOrEqual(0.95 * (best?.total ?? made));
  expect(ours.wrong).toBe(0);
  expect(ours.cpu / made).toBeLessThan(FRAME_TIME);
}, 1_200_000);
