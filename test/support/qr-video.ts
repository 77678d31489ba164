// A video that Chromium's fake camera shows instead of a picture of its own:
//   --use-fake-device-for-media-stream --use-file-for-fake-video-capture=FILE.y4m
//
// Chromium opens the file once, when a page opens the camera, and then reads frame after frame from it for as long as the camera
// runs, from the start again at the end. All our videos have the same length, and `showInVideo` writes over the old pixels without
// shortening the file, so what it writes is before the camera at the next frame, without restarting anything.
import fs from 'node:fs';
import { encode } from 'uqr';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 5;

const HEADER = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`);
const FRAME_HEADER = Buffer.from('FRAME\n');

/** Grey of a wall in bad light, white paper and black print, as luma. */
const WALL = 110;
const PAPER = 235;
const INK = 16;
const NO_COLOUR = 128;

export interface Picture {
  width: number;
  height: number;
  /** One byte a pixel, row by row. */
  luma: Uint8Array;
}

/**
 * The picture of a wall, with `text` as a QR code on white paper before it unless it is null. The paper takes `share` of the height, in
 * so far as whole pixels allow.
 */
export const pictureOf = (text: string | null, share = 0.8): Picture =>
  pictureOfAll(text === null ? [] : [text], share);

/** The picture of a wall with codes before it, side by side. */
export function pictureOfAll(texts: readonly string[], share = 0.8): Picture {
  const luma = new Uint8Array(WIDTH * HEIGHT).fill(WALL);
  const room = WIDTH / texts.length;
  for (const [place, text] of texts.entries()) {
    const { data, size } = encode(text, { ecc: 'M', border: 4 });
    const scale = Math.floor((Math.min(HEIGHT, room) * share) / size);
    const left = Math.floor(room * place + (room - size * scale) / 2);
    const top = Math.floor((HEIGHT - size * scale) / 2);
    for (let y = 0; y < size * scale; y += 1) {
      for (let x = 0; x < size * scale; x += 1) {
        const dark = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
        luma[(top + y) * WIDTH + left + x] = dark ? INK : PAPER;
      }
    }
  }
  return { width: WIDTH, height: HEIGHT, luma };
}

/** The whole video as a YUV4MPEG2 file: some frames, all alike. */
export function videoOf(picture: Picture): Buffer {
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOUR);
  const frame = Buffer.concat([FRAME_HEADER, picture.luma, chroma]);
  return Buffer.concat([HEADER, ...Array.from({ length: FRAMES }, () => frame)]);
}

/** Shows `text` as a QR code to the camera that reads `file`, or an empty wall for null. */
export const showInVideo = (file: string, text: string | null): void => showPicture(file, pictureOf(text));

/** Shows any picture of 640 × 480. Makes the file at the first call. */
export function showPicture(file: string, picture: Picture): void {
  const handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT);
  try {
    fs.writeSync(handle, videoOf(picture), 0, null, 0);
  } finally {
    fs.closeSync(handle);
  }
}
