import type { Decoder } from './decoder.ts';

/** About 14 looks a second: faster than a hand brings a ticket, and it leaves half a slow laptop to the rest. */
const PAUSE_BETWEEN_LOOKS = 70;

/** Wide enough for a code at arm's length; larger pictures only cost time. */
const WIDEST = 1280;

/**
 * Looks at the picture of `video` again and again and tells what codes each look found, also when it found none. Answers how to
 * stop. `onBroken` is called once where no decoder works; nothing follows it.
 */
export function readFrames(
  video: HTMLVideoElement,
  decoder: Decoder,
  onLook: (codes: string[]) => void,
  onBroken: () => void,
): () => void {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let stopped = false;
  let timer: number | undefined;

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
    try {
      const codes = frame && (await decoder.decode(frame));
      if (!stopped && codes !== null) onLook(codes);
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
