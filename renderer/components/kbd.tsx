import { isMac } from '../lib/use-shortcut.ts';

const NAMES: Record<string, string> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};
const ON_A_MAC: Record<string, string> = { mod: '⌘', alt: '⌥', shift: '⇧', enter: '⏎' };

/** `mod+k` as the keys on this machine's keyboard. */
export const keyNames = (keys: string): string[] =>
  keys.split('+').map((key) => (isMac() ? ON_A_MAC[key] : undefined) ?? NAMES[key] ?? key.toUpperCase());

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {keyNames(keys).map((name) => (
        <kbd
          key={name}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-current/25 px-1 font-sans text-2xs font-medium"
        >
          {name}
        </kbd>
      ))}
    </span>
  );
}
