import { useLingui } from '@lingui/react/macro';
import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useShortcut } from '../lib/use-shortcut.ts';
import { Input } from './input.tsx';

interface SearchInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** ↓ leads from here into what was found. */
  readonly onDown?: () => void;
  /** Enter: the best of what was found. */
  readonly onEnter?: () => void;
  readonly autoFocus?: boolean;
}

/** A screen's own search: `/` leads into it, Escape empties it. */
export function SearchInput({
  label,
  placeholder,
  value,
  onValue,
  onDown,
  onEnter,
  autoFocus = false,
}: SearchInputProps) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.select(), { label, group: t`This screen` });
  return (
    <div className="relative max-w-96 min-w-40 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <Input
        ref={input}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onValue('');
          } else if (event.key === 'ArrowDown' && onDown) {
            event.preventDefault();
            onDown();
          } else if (event.key === 'Enter' && onEnter) {
            event.preventDefault();
            onEnter();
          }
        }}
        className="pr-8 pl-8.5"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t`Clear the search`}
          onClick={() => {
            onValue('');
            input.current?.focus();
          }}
          className="absolute top-1.5 right-1.5 flex size-6 items-center justify-center rounded-sm text-muted hover:bg-sunken"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
