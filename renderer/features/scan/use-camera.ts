import { useEffect, useState, useSyncExternalStore } from 'react';
import {
  type Camera,
  type CameraChoice,
  CameraError,
  type CameraProblem,
  listCameras,
  openCamera,
  watchCameras,
} from '../../lib/decoding/camera.ts';
import { storage } from '../../lib/storage.ts';

type Opened =
  | { readonly status: 'on'; readonly camera: Camera }
  | { readonly status: 'problem'; readonly problem: CameraProblem };

interface CameraControl {
  readonly state: Opened | { readonly status: 'off' | 'starting' };
  readonly cameras: readonly CameraChoice[];
  readonly choose: (id: string) => void;
  readonly switchOn: (on: boolean) => void;
  readonly retry: () => void;
}

const OFF = 'off';
const PLACE = 'scan.camera';

function subscribeToVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** Nobody is filmed by a window that nobody sees. */
const useVisible = (): boolean =>
  useSyncExternalStore(subscribeToVisibility, () => document.visibilityState === 'visible');

/** The camera of this machine: the one chosen last, running while the window is in view and nobody switched it off. */
export function useCamera(): CameraControl {
  const [wanted, setWanted] = useState(() => storage.read(PLACE));
  const [attempt, setAttempt] = useState(0);
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  const [result, setResult] = useState<{ request: string; opened: Opened } | null>(null);
  const visible = useVisible();
  // Every change of it opens the camera anew; what came of an earlier one no longer counts.
  const request = wanted === OFF || !visible ? null : `${attempt} ${wanted ?? ''}`;
  const opened = result !== null && result.request === request ? result.opened : null;

  useEffect(() => {
    if (request === null) return undefined;
    let left = false;
    let running: Camera | null = null;
    const settle = (now: Opened): void => {
      if (!left) setResult({ request, opened: now });
    };
    const open = async (): Promise<void> => {
      const camera = await openCamera(wanted);
      running = camera;
      if (left) {
        camera.stop();
        return;
      }
      camera.onLost(() => settle({ status: 'problem', problem: 'lost' }));
      settle({ status: 'on', camera });
      // Their names are known once one of them runs.
      setCameras(await listCameras());
    };
    open().catch((error: unknown) => {
      settle({ status: 'problem', problem: error instanceof CameraError ? error.problem : 'failed' });
    });
    return () => {
      left = true;
      running?.stop();
    };
  }, [request, wanted]);

  const isRunning = opened?.status === 'on';
  useEffect(
    () =>
      watchCameras(() => {
        if (isRunning) void listCameras().then(setCameras);
        else setAttempt((count) => count + 1);
      }),
    [isRunning],
  );

  const remember = (choice: string | null): void => {
    storage.write(PLACE, choice);
    setWanted(choice);
  };

  return {
    state: opened ?? { status: request === null ? 'off' : 'starting' },
    cameras,
    choose: remember,
    switchOn: (on) => remember(on ? null : OFF),
    retry: () => setAttempt((count) => count + 1),
  };
}
