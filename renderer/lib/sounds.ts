import { storage } from './storage.ts';
import { createStore, useStore } from './store.ts';

/**
 * The door is loud: each answer has a sound that is told apart without looking. Made of plain tones, so there is no file to
 * load and none to fail. Frequencies in Hz, times in seconds.
 */
const TONES = {
  admit: [
    { at: 0, for: 0.09, hz: 880, wave: 'sine' },
    { at: 0.1, for: 0.16, hz: 1318, wave: 'sine' },
  ],
  exit: [
    { at: 0, for: 0.09, hz: 1318, wave: 'sine' },
    { at: 0.1, for: 0.16, hz: 880, wave: 'sine' },
  ],
  caution: [
    { at: 0, for: 0.13, hz: 520, wave: 'triangle' },
    { at: 0.19, for: 0.13, hz: 520, wave: 'triangle' },
  ],
  refuse: [{ at: 0, for: 0.45, hz: 165, wave: 'sawtooth' }],
  sold: [{ at: 0, for: 0.12, hz: 1046, wave: 'sine' }],
} as const satisfies Record<string, readonly { at: number; for: number; hz: number; wave: OscillatorType }[]>;

export type Sound = keyof typeof TONES;

const enabled = createStore(storage.read('sounds') !== 'off');

export const useSoundsEnabled = (): boolean => useStore(enabled);

export function enableSounds(on: boolean): void {
  storage.write('sounds', on ? null : 'off');
  enabled.set(on);
}

let context: AudioContext | null = null;

export function play(sound: Sound): void {
  if (!enabled.get()) return;
  context ??= new AudioContext();
  // A window that nobody clicked in yet may not make a sound; then the colour and the words must do.
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
  for (const tone of TONES[sound]) {
    const start = context.currentTime + tone.at;
    const oscillator = new OscillatorNode(context, { type: tone.wave, frequency: tone.hz });
    const gain = new GainNode(context, { gain: 0 });
    // A short ramp at both ends, or the tone clicks.
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.35, start + 0.012);
    gain.gain.setValueAtTime(0.35, start + tone.for - 0.03);
    gain.gain.linearRampToValueAtTime(0, start + tone.for);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + tone.for);
  }
}
