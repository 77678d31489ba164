import { Plural, useLingui } from '@lingui/react/macro';
import {
  ArrowRight,
  CircleAlert,
  CircleCheckBig,
  CircleX,
  LogOut,
  type LucideIcon,
  RotateCw,
  Undo2,
  WifiOff,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Kbd } from '../../components/kbd.tsx';
import { useConnected } from '../../lib/connection.ts';
import { cx } from '../../lib/cx.ts';
import { type Entry, nonceOf } from './door.ts';
import type { VerdictKind } from './verdict.ts';
import { VerdictFacts } from './verdict-facts.tsx';

interface VerdictScreenProps {
  readonly entry: Entry;
  /** How many answers to codes that were held up with it come after it. */
  readonly more: number;
  readonly zone: string | undefined;
  readonly onClose: () => void;
  readonly onUndo: () => void;
  readonly onAskAgain: () => void;
}

/** Milliseconds until the next guest is awaited again; what needs a word with the guest stays longer, what is open stays. */
const STAYS: Record<VerdictKind, number | null> = {
  admitted: 3_500,
  exited: 3_500,
  again: 10_000,
  refused: 10_000,
  unknown: null,
};

const LOOKS: Record<VerdictKind, { readonly icon: LucideIcon; readonly colours: string }> = {
  admitted: { icon: CircleCheckBig, colours: 'bg-admit text-on-admit' },
  exited: { icon: LogOut, colours: 'bg-admit text-on-admit' },
  again: { icon: CircleAlert, colours: 'bg-caution text-on-caution' },
  refused: { icon: CircleX, colours: 'bg-refuse text-on-refuse' },
  unknown: { icon: WifiOff, colours: 'bg-rail text-rail-ink' },
};

/**
 * The answer to one scan, over the whole window: colour, sign and words, to be read from three metres. It goes by itself, by any
 * further scan, by Enter, Escape or a press.
 */
export function VerdictScreen({ entry, more, zone, onClose, onUndo, onAskAgain }: VerdictScreenProps) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const { kind } = entry.verdict;
  const { icon: Icon, colours } = LOOKS[kind];
  const stays = STAYS[kind];
  useAskingOnReturn(kind === 'unknown', onAskAgain);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    next.current?.focus();
    if (stays === null) return undefined;
    const timer = setTimeout(onClose, stays);
    return () => clearTimeout(timer);
  }, [entry.id, stays, onClose]);

  return (
    <dialog
      ref={dialog}
      aria-label={t`Answer to the scan`}
      onClose={onClose}
      className={cx('fixed inset-0 m-0 size-full max-h-none max-w-none border-0 p-0 outline-none', colours)}
    >
      {/* A press anywhere goes on; who uses the keyboard has the button below. */}
      <button type="button" tabIndex={-1} aria-hidden onClick={onClose} className="absolute inset-0 cursor-default" />
      <div className="pointer-events-none relative flex h-full flex-col">
        <div
          aria-live="assertive"
          className="flex min-h-0 flex-1 flex-col items-center justify-center px-[4vw] pt-6 text-center"
        >
          <Icon aria-hidden strokeWidth={2.25} className="mb-[1vh] size-[19vh] shrink-0" />
          <VerdictFacts entry={entry} zone={zone} />
          {more > 0 && (
            <p className="text-verdict-fact mt-[2vh] font-medium">
              <Plural value={more} one="# more code was held up with it" other="# more codes were held up with it" />
            </p>
          )}
        </div>
        <div className="flex shrink-0 flex-wrap items-center justify-center gap-4 p-6">
          {nonceOf(entry) !== null && !entry.undone && (
            <Action icon={Undo2} onPress={onUndo}>
              {t`Undo`}
              <Kbd keys="f9" />
            </Action>
          )}
          {kind === 'unknown' ? (
            <>
              <Action icon={ArrowRight} onPress={onClose}>
                {t`Leave it`}
                <Kbd keys="escape" />
              </Action>
              <Action icon={RotateCw} onPress={onAskAgain} buttonRef={next}>
                {t`Ask again`}
                <Kbd keys="enter" />
              </Action>
            </>
          ) : (
            <Action icon={ArrowRight} onPress={onClose} buttonRef={next}>
              {more > 0 ? t`Next code` : t`Next guest`}
              <Kbd keys="enter" />
            </Action>
          )}
        </div>
        {stays !== null && (
          <div
            key={entry.id}
            aria-hidden
            style={{ animationDuration: `${stays}ms` }}
            className="h-2 shrink-0 origin-left animate-run-out bg-current opacity-70"
          />
        )}
      </div>
    </dialog>
  );
}

/** The guest still stands there: as soon as the box office is back, it is asked. */
function useAskingOnReturn(isOpen: boolean, onAskAgain: () => void): void {
  const connected = useConnected();
  const before = useRef(connected);
  const latest = useRef(onAskAgain);
  useEffect(() => {
    latest.current = onAskAgain;
  });
  useEffect(() => {
    if (isOpen && connected && !before.current) latest.current();
    before.current = connected;
  }, [isOpen, connected]);
}

interface ActionProps {
  readonly icon: LucideIcon;
  readonly onPress: () => void;
  readonly buttonRef?: React.Ref<HTMLButtonElement>;
  readonly children: ReactNode;
}

function Action({ icon: Icon, onPress, buttonRef, children }: ActionProps) {
  return (
    <button
      ref={buttonRef}
      type="button"
      onClick={onPress}
      className="pointer-events-auto flex h-14 items-center gap-3 rounded-lg border-2 border-current px-6 text-xl font-semibold focus-visible:outline-4 focus-visible:outline-offset-4 focus-visible:outline-current"
    >
      <Icon aria-hidden className="size-6" />
      {children}
    </button>
  );
}
