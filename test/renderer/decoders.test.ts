import { describe, expect, it } from 'vitest';
import { firstThatReads, type Decoder } from '../../renderer/lib/decoding/decoder.ts';
import { zxingJsDecoder } from '../../renderer/lib/decoding/zxing-js.ts';
import { wasmDecoder as wasm } from '../support/wasm-decoder.ts';
import { frameOf, tilted } from '../support/frames.ts';
import { pictureOf, videoOf } from '../support/qr-video.ts';

const CODE = 'TW-EARLYBIR-0123456789';
const js = zxingJsDecoder();

/** A decoder that always answers the same, and counts how often it was asked. */
function answering(answer: string[] | Error): Decoder & { asked: number } {
  return {
    asked: 0,
    decode() {
      this.asked += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

describe.each([
  ['zxing-js', js],
  ['zxing-wasm', wasm],
])('%s', (_name, decoder) => {
  it('reads a code held upright', async () => {
    await expect(decoder.decode(frameOf(pictureOf(CODE)))).resolves.toEqual([CODE]);
  });

  it('finds nothing on an empty wall', async () => {
    await expect(decoder.decode(frameOf(pictureOf(null)))).resolves.toEqual([]);
  });
});

it('zxing-wasm reads a tilted, noisy code that zxing-js cannot', async () => {
  const frame = frameOf(tilted(pictureOf(CODE)));
  await expect(js.decode(frame)).resolves.toEqual([]);
  await expect(wasm.decode(frame)).resolves.toEqual([CODE]);
});

describe('the first that reads', () => {
  const frame = frameOf(pictureOf(null));

  it('asks the next one only for frames that the one before failed on', async () => {
    const [first, second] = [answering([CODE]), answering([])];
    await expect(firstThatReads([first, second]).decode(frame)).resolves.toEqual([CODE]);
    expect(second.asked).toBe(0);
    await expect(firstThatReads([second, first]).decode(frame)).resolves.toEqual([CODE]);
  });

  it('passes over one that broke down, and says so when none is left', async () => {
    const [broken, fit] = [answering(new Error('no wasm')), answering([])];
    const decoder = firstThatReads([broken, fit]);
    await decoder.decode(frame);
    await expect(decoder.decode(frame)).resolves.toEqual([]);
    expect(broken.asked).toBe(1);
    await expect(firstThatReads([broken]).decode(frame)).rejects.toThrow('No decoder works');
  });
});

describe("the fake camera's video", () => {
  it('holds the code in each of its frames', async () => {
    const video = videoOf(pictureOf(CODE));
    const header = video.indexOf('\n') + 1;
    const frameSize = 6 + 640 * 480 * 1.5;
    expect((video.length - header) % frameSize).toBe(0);
    for (let at = header; at < video.length; at += frameSize) {
      expect(video.toString('latin1', at, at + 6)).toBe('FRAME\n');
      const luma = video.subarray(at + 6, at + 6 + 640 * 480);
      await expect(js.decode(frameOf({ width: 640, height: 480, luma }))).resolves.toEqual([CODE]);
    }
  });

  it('has the same length whatever it shows, so that it can be swapped before a running camera', () => {
    expect(videoOf(pictureOf(null)).length).toBe(videoOf(pictureOf(CODE.repeat(5))).length);
  });
});
