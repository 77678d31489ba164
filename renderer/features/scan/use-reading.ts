import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../lib/decoding/camera.ts';
import { CodesInView } from '../../lib/decoding/codes-in-view.ts';
import { FramingHelp, type FramingHint, type Sight } from '../../lib/decoding/framing.ts';
import { readFrames } from '../../lib/decoding/read-frames.ts';
import { workerDecoder } from '../../lib/decoding/worker-decoder.ts';

interface Reading {
  readonly ref: RefObject<HTMLVideoElement | null>;
  readonly broken: boolean;
  /** What would help who holds a code up in vain. */
  readonly hint: FramingHint | null;
}

/**
 * Shows the camera's picture in the video that `ref` is given to, and tells the codes that are newly held before it, each once.
 */
export function useReading(camera: Camera | null, onCodes: (codes: readonly string[]) => void): Reading {
  const ref = useRef<HTMLVideoElement>(null);
  const [broken, setBroken] = useState(false);
  const [hint, setHint] = useState<FramingHint | null>(null);
  const [inView] = useState(() => new CodesInView());
  const latest = useRef(onCodes);
  useEffect(() => {
    latest.current = onCodes;
  });

  useEffect(() => {
    const element = ref.current;
    if (element === null || camera === null) return undefined;
    element.srcObject = camera.stream;
    // Refused only where the picture is gone again already.
    element.play().catch(() => undefined);
    const decoder = workerDecoder();
    const help = new FramingHelp();
    const look = (codes: string[], sight: Sight | null): void => {
      const now = performance.now();
      const fresh = inView.look(codes, now);
      if (fresh.length > 0) latest.current(fresh);
      if (codes.length > 0) {
        help.read();
        setHint(null);
      } else if (sight !== null) setHint(help.missed(sight, now));
    };
    const stop = readFrames(element, decoder, look, () => setBroken(true));
    return () => {
      stop();
      decoder.close();
      setHint(null);
      element.srcObject = null;
    };
  }, [camera, inView]);

  return { ref, broken, hint };
}
