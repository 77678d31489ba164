import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../lib/decoding/camera.ts';
import { CodesInView } from '../../lib/decoding/codes-in-view.ts';
import { readFrames } from '../../lib/decoding/read-frames.ts';
import { workerDecoder } from '../../lib/decoding/worker-decoder.ts';

/** Shows the camera's picture in the video that `ref` is given to, and tells each code that is held before it, once. */
export function useReading(
  camera: Camera | null,
  onCode: (code: string) => void,
): { readonly ref: RefObject<HTMLVideoElement | null>; readonly broken: boolean } {
  const ref = useRef<HTMLVideoElement>(null);
  const [broken, setBroken] = useState(false);
  const [inView] = useState(() => new CodesInView());
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });

  useEffect(() => {
    const element = ref.current;
    if (element === null || camera === null) return undefined;
    element.srcObject = camera.stream;
    // Refused only where the picture is gone again already.
    element.play().catch(() => undefined);
    const decoder = workerDecoder();
    const look = (codes: string[]): void => {
      for (const code of inView.look(codes, performance.now())) latest.current(code);
    };
    const stop = readFrames(element, decoder, look, () => setBroken(true));
    return () => {
      stop();
      decoder.close();
      element.srcObject = null;
    };
  }, [camera, inView]);

  return { ref, broken };
}
