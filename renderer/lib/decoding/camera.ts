/** Why there is no picture. The screen says each in words. */
export type CameraProblem = 'none' | 'denied' | 'busy' | 'lost' | 'insecure' | 'failed';

export class CameraError extends Error {
  override readonly name = 'CameraError';
  readonly problem: CameraProblem;

  constructor(problem: CameraProblem, options?: ErrorOptions) {
    super(`No picture from a camera: ${problem}`, options);
    this.problem = problem;
  }
}

export interface CameraChoice {
  id: string;
  label: string;
}

export interface Camera {
  /** The camera that opened, which is another than asked for where that one is gone. */
  id: string;
  stream: MediaStream;
  /** It looks away from the screen, as a phone's second camera does; others show people to themselves, as in a mirror. */
  looksAway: boolean;
  /** Switches the lamp; null where there is none. */
  setTorch: ((on: boolean) => Promise<void>) | null;
  /** Calls back when it was pulled out. */
  onLost(listener: () => void): void;
  stop(): void;
}

/** Chromium knows a lamp as a constraint of its own; TypeScript's DOM does not. */
type WithTorch<T> = T & { torch?: boolean };

const PROBLEM_OF: Readonly<Record<string, CameraProblem>> = {
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

const problemOf = (error: unknown): CameraProblem =>
  (error instanceof DOMException ? PROBLEM_OF[error.name] : undefined) ?? 'failed';

/** Browsers hand out cameras on secure pages only; elsewhere the interface is missing. */
function devices(): MediaDevices {
  const found = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (found === undefined) throw new CameraError('insecure');
  return found;
}

/**
 * Opens the camera with this id, or where it is gone any other, one that looks away from the screen first.
 * @throws {CameraError}
 */
export async function openCamera(id: string | null): Promise<Camera> {
  const wish = id === null ? { facingMode: 'environment' } : { deviceId: { ideal: id } };
  const media = devices();
  try {
    const stream = await media.getUserMedia({
      audio: false,
      video: { ...wish, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    return cameraOf(stream);
  } catch (error) {
    throw new CameraError(problemOf(error), { cause: error });
  }
}

function cameraOf(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0];
  if (track === undefined) throw new CameraError('none');
  const abilities: WithTorch<MediaTrackCapabilities> = track.getCapabilities();
  const setTorch = async (on: boolean) => {
    const lamp: WithTorch<MediaTrackConstraintSet> = { torch: on };
    await track.applyConstraints({ advanced: [lamp] });
  };
  const { deviceId = '', facingMode } = track.getSettings();
  return {
    id: deviceId,
    stream,
    looksAway: facingMode === 'environment',
    setTorch: abilities.torch === true ? setTorch : null,
    onLost: (listener) => track.addEventListener('ended', listener),
    stop: () => track.stop(),
  };
}

/** The cameras of this machine. Their names are empty until one of them was opened. */
export async function listCameras(): Promise<CameraChoice[]> {
  const all = await devices().enumerateDevices();
  return all.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** Calls `onChange` when a camera is plugged in or out; answers how to stop. */
export function watchCameras(onChange: () => void): () => void {
  const media = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  media?.addEventListener('devicechange', onChange);
  return () => media?.removeEventListener('devicechange', onChange);
}
