import { useEffect, useRef } from 'react';
import { createStore, useStore } from './store.ts';

export interface Shortcut {
  /** Such as `mod+k` (Ctrl, on a Mac ⌘), `alt+1`, `?`, `f2`, `escape`. */
  readonly keys: string;
  readonly label: string;
  /** The heading that it stands under in the list that `?` opens. */
  readonly group: string;
}

interface Options {
  readonly label: string;
  readonly group: string;
  readonly enabled?: boolean;
  /** Also while a field has the focus. Always so with mod, alt or an F key. */
  readonly whileTyping?: boolean;
  /** Only inside an open dialog; without it, only while none is open. */
  readonly inDialog?: boolean;
}

interface Entry extends Shortcut {
  readonly whileTyping: boolean;
  readonly inDialog: boolean;
  readonly run: (event: KeyboardEvent) => void;
}

const entries = createStore<readonly Entry[]>([]);

export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How a press is written: the letter, or the digit of the key whatever Alt makes of it. */
function written(event: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit !== undefined ? digit : event.key.toLowerCase();
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${event.shiftKey && key.length > 1 ? 'shift+' : ''}${key}`;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]):not([type=radio]), textarea, [contenteditable]');

/** Enter and Space press what has the focus; no shortcut takes that away. */
const pressesFocused = ({ key, target }: KeyboardEvent): boolean =>
  (key === 'Enter' || key === ' ') && target instanceof HTMLElement && target.closest('button, a[href]') !== null;

const dialogIsOpen = (): boolean =>
  document.querySelector('[role=dialog][data-open], [role=alertdialog][data-open]') !== null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || pressesFocused(event)) return;
  const keys = written(event);
  const typing = isTyping(event.target) && !/^(mod\+|alt\+|f\d)/.test(keys);
  const inDialog = dialogIsOpen();
  // The newest first: what a screen says about a key goes before what the shell says.
  const entry = entries
    .get()
    .findLast((one) => one.keys === keys && one.inDialog === inDialog && (!typing || one.whileTyping));
  if (!entry) return;
  event.preventDefault();
  entry.run(event);
}

document.addEventListener('keydown', onKeyDown);

/** Runs `run` at a key while the component is there, and lists it under `?`. */
export function useShortcut(keys: string, run: (event: KeyboardEvent) => void, options: Options): void {
  const { label, group, enabled = true, whileTyping = false, inDialog = false } = options;
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const entry: Entry = { keys, label, group, whileTyping, inDialog, run: (event) => latest.current(event) };
    entries.set([...entries.get(), entry]);
    return () => entries.set(entries.get().filter((one) => one !== entry));
  }, [keys, label, group, enabled, whileTyping, inDialog]);
}

export const useShortcuts = (): readonly Shortcut[] => useStore(entries);
