import { useEffect } from 'react';
import { getSettings } from '../../../src/shared/settings.ts';
import { setLock } from '../../lib/lock.ts';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';

const MINUTE = 60_000;

/** Locks the console after as many minutes without a key or a pointer as the settings say. */
export function LockWhenIdle() {
  const sells = useMay('staff');
  const { data } = useAsk(getSettings, {}, { enabled: sells });
  const minutes = data?.lockAfterMinutes ?? 0;
  useEffect(() => {
    if (minutes === 0) return undefined;
    let timer = setTimeout(() => setLock('locked'), minutes * MINUTE);
    const stirred = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setLock('locked'), minutes * MINUTE);
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, stirred, { passive: true, capture: true });
    return () => {
      clearTimeout(timer);
      for (const name of events) window.removeEventListener(name, stirred, { capture: true });
    };
  }, [minutes]);
  return null;
}
