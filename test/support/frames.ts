import type { Picture } from './qr-video.ts';

/** A picture as a camera's frame, which Node has no class for. */
export function frameOf({ luma, width, height }: Picture): ImageData {
  const data = new Uint8ClampedArray(luma.length * 4);
  luma.forEach((grey, pixel) => data.set([grey, grey, grey, 255], pixel * 4));
  return { data, width, height, colorSpace: 'srgb' };
}

/** The picture turned and seen at an angle, in bad light, with the grain of a cheap camera: always the same grain. */
export function tilted({ luma, width, height }: Picture): Picture {
  const [cos, sin] = [Math.cos(0.5), Math.sin(0.5)];
  let seed = 1;
  const grain = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 60;
  };
  const seen = new Uint8Array(luma.length);
  for (let pixel = 0; pixel < seen.length; pixel += 1) {
    const x = (pixel % width) - width / 2;
    const y = Math.floor(pixel / width) - height / 2;
    const away = 1.15 + x / 1600;
    const fromX = Math.round((x * cos + y * sin) * away + width / 2);
    const fromY = Math.round((y * cos - x * sin) * away * 1.3 + height / 2);
    const inside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height;
    const grey = inside ? (luma[fromY * width + fromX] ?? 0) : 110;
    seen[pixel] = Math.max(0, Math.min(255, 30 + grey * 0.4 + grain()));
  }
  return { width, height, luma: seen };
}
