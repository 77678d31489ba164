import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { listenToWedge } from '../../lib/decoding/listen-to-wedge.ts';
import { draft, type Draft } from './draft.ts';

/** Keys further apart than this (milliseconds) were pressed by a hand. */
const BY_HAND = 35;

/**
 * A ticket scanned at the till opens its order. Its digits are the keys of tiers too, so the sale is put back to what it was before
 * the scanner began.
 */
export function useScannedTicket(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let before: Draft = draft.get();
    let lastKeyAt = 0;
    const remember = (event: KeyboardEvent): void => {
      if (event.timeStamp - lastKeyAt >= BY_HAND) before = draft.get();
      lastKeyAt = event.timeStamp;
    };
    // Heard first, while the key has done nothing yet.
    window.addEventListener('keydown', remember, { capture: true });
    const stop = listenToWedge(window, (code) => {
      draft.set(before);
      void navigate({ to: '/orders', search: { q: code } });
    });
    return () => {
      window.removeEventListener('keydown', remember, { capture: true });
      stop();
    };
  }, [navigate]);
}
