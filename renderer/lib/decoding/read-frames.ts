import type { Decoder } from './decoder.ts';
import { type Sight, sightOf } from './framing.ts';

/** About 14 looks a second: faster than a hand brings a ticket, and it leaves half a slow laptop to the rest. */
const PAUSE_BETWEEN_LOOKS = 70;

/** Wide enough for a code at arm's length; larger pictures only cost time. */
const WIDEST = 1280;

/** What a frame shows besides codes is looked at with one look of this many. */
const SIGHT_EVERY = 6;

/**
 * Looks at the picture of `video` again and again and tells what codes each look found, also when it found none; now and then also
 * what it saw of the light and the code's size. Answers how to stop. `onBroken` is called once where no decoder works; nothing follows it.
 */
export function readFrames(
  video: HTMLVideoElement,
  decoder: Decoder,
  onLook: (codes: string[], sight: Sight | null) => void,
  onBroken: () => void,
): () => void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let stopped = false;
  let timer: number | undefined;
  let looks = 0;

  const grab = (): ImageData | null => {
    if (context === null || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0)
      return null;
    const scale = Math.min(1, WIDEST / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };

  const look = async () => {
    const frame = grab();
    looks += 1;
    // Before the decoder, which uses the frame up.
    const sight = frame !== null && looks % SIGHT_EVERY === 0 ? sightOf(frame) : null;
    try {
      const codes = frame && (await decoder.decode(frame));
      if (!stopped && codes !== null) onLook(codes, sight);
    } catch {
      if (!stopped) onBroken();
      return;
    }
    if (!stopped) timer = window.setTimeout(() => void look(), PAUSE_BETWEEN_LOOKS);
  };
  void look();

  return () => {
    stopped = true;
    window.clearTimeout(timer);
  };
}
