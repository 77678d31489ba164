import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { Delete, KeyRound, Lock } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { pinSchema, switchableUsers, switchUser } from '../../../src/shared/auth.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote, SkeletonLines } from '../../components/states.tsx';
import { call } from '../../lib/api.ts';
import { cx } from '../../lib/cx.ts';
import { useLock, setLock } from '../../lib/lock.ts';
import { useMe } from '../../lib/me.ts';
import { queryClient, useAsk } from '../../lib/query.ts';
import { signedIn, useSession } from '../../lib/session.ts';
import { initials, signOut } from './sign-out.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Over everything: who takes the till over, and their PIN. Digits type at once, arrows choose, Enter takes over. */
export function SwitchUser() {
  const lock = useLock();
  const { t } = useLingui();
  const pad = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={lock !== 'open'} onOpenChange={(next) => !next && lock === 'switching' && setLock('open')}>
      <Base.Portal>
        <Base.Backdrop className="backdrop-motion fixed inset-0 z-60 bg-canvas" />
        <Base.Popup
          initialFocus={pad}
          className="popup-motion fixed inset-0 z-60 flex flex-col items-center justify-center gap-7 bg-canvas p-8 outline-none"
        >
          <div className="text-center">
            <Base.Title className="text-2xl font-semibold">
              {lock === 'locked' ? t`The till is locked` : t`Who is at the till?`}
            </Base.Title>
            <Base.Description className="mt-1 text-base text-muted">
              {t`Choose your name and type your PIN.`}
            </Base.Description>
          </div>
          <div ref={pad} tabIndex={-1} className="outline-none">
            <Takeover />
          </div>
          <div className="flex gap-2">
            {lock === 'switching' && <Button look="quiet" onClick={() => setLock('open')}>{t`Stay signed in`}</Button>}
            {lock === 'switching' && (
              <Button look="quiet" icon={Lock} onClick={() => setLock('locked')}>{t`Lock`}</Button>
            )}
            <Button
              look="quiet"
              icon={KeyRound}
              onClick={() => {
                void signOut().then(() => setLock('open'));
              }}
            >
              {t`Sign in with a password`}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Takeover() {
  const { t } = useLingui();
  const person = useMe();
  const { ledger } = useSession();
  const { data: users } = useAsk(switchableUsers);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [users, chosen]);
  if (users === undefined) return <SkeletonLines count={3} />;
  // Most often a colleague takes over, so the first other one is chosen; alone, it is oneself.
  const userId = chosen ?? users.find(({ id }) => id !== person?.id)?.id ?? users[0]?.id;
  const ready = userId !== undefined && pinSchema.safeParse(pin).success;

  const type = (next: string): void => {
    setError(null);
    if (/^\d{0,8}$/.test(next)) setPin(next);
  };
  const takeOver = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    try {
      const { token } = await call(switchUser, { body: { userId, pin } });
      queryClient.clear();
      signedIn(token, ledger);
      setLock('open');
    } catch (failure) {
      setError(failure);
      setPin('');
    } finally {
      setBusy(false);
    }
  };
  const move = (by: 1 | -1): void => {
    const at = users.findIndex(({ id }) => id === userId);
    setChosen(users[(at + by + users.length) % users.length]?.id ?? null);
    setPin('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };

  if (users.length === 0) {
    return (
      <p className="max-w-md text-center text-lg text-muted">
        {t`Nobody has a PIN yet. Everybody sets their own in their menu, below on the left.`}
      </p>
    );
  }
  return (
    <form
      className="flex w-[44rem] max-w-full items-start gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        void takeOver();
      }}
    >
      <ul aria-label={t`Who takes over`} className="grid max-h-96 flex-1 grid-cols-2 gap-2.5 overflow-y-auto p-1">
        {users.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={id === userId}
              onKeyDown={onKeyDown}
              onClick={() => {
                setChosen(id);
                setPin('');
                field.current?.focus();
              }}
              className={cx(
                'flex h-20 w-full items-center gap-3 rounded-lg border bg-surface px-3.5 text-left text-lg font-semibold transition-colors',
                id === userId ? 'border-bar ring-2 ring-bar' : 'border-line hover:border-edge',
              )}
            >
              <span
                aria-hidden
                className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent text-base font-bold text-on-accent"
              >
                {initials(name)}
              </span>
              <span className="line-clamp-2">{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="flex w-60 shrink-0 flex-col gap-2.5">
        <input
          ref={field}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          aria-label={t`PIN`}
          value={pin}
          onKeyDown={onKeyDown}
          onChange={({ target }) => type(target.value)}
          className="figures h-14 w-full rounded-md border border-edge bg-surface text-center text-3xl tracking-[0.4em]"
        />
        <div className="grid grid-cols-3 gap-2">
          {DIGITS.map((digit) => (
            <PadKey key={digit} onPress={() => type(pin + digit)}>
              {digit}
            </PadKey>
          ))}
          <PadKey label={t`Take the last digit back`} onPress={() => type(pin.slice(0, -1))}>
            <Delete aria-hidden className="size-6" />
          </PadKey>
          <PadKey onPress={() => type(`${pin}0`)}>0</PadKey>
          <Button type="submit" look="primary" busy={busy} disabled={!ready} className="h-13! w-full px-0! text-lg!">
            {t`OK`}
          </Button>
        </div>
        <ErrorNote error={error} />
      </div>
    </form>
  );
}

const PadKey = ({ label, onPress, children }: { label?: string; onPress: () => void; children: React.ReactNode }) => (
  <button
    type="button"
    aria-label={label}
    // The focus stays in the field, so that keys and fingers can take turns.
    onMouseDown={(event) => event.preventDefault()}
    onClick={onPress}
    className="figures flex h-13 items-center justify-center rounded-md border border-line bg-surface text-xl font-semibold hover:bg-sunken"
  >
    {children}
  </button>
);
