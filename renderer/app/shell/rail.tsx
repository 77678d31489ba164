import { useLingui } from '@lingui/react/macro';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { mayActAs } from '../../../src/shared/operation.ts';
import { Kbd, keyNames } from '../../components/kbd.tsx';
import { Mark, Wordmark } from '../../components/logo.tsx';
import { cx } from '../../lib/cx.ts';
import { useMe } from '../../lib/me.ts';
import { storage } from '../../lib/storage.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { isInOffice, OFFICE_ENTRY, OFFICE_GROUPS, RAIL_GROUPS, type ScreenEntry } from './screens.ts';
import { useOpenConflicts } from './use-open-conflicts.ts';
import { UserMenu } from './user-menu.tsx';

interface RailProps {
  readonly onSearch: () => void;
  readonly onShortcuts: () => void;
}

const itemClass =
  'flex h-8.5 w-full items-center gap-3 rounded-md px-2.5 text-base font-medium transition-colors hover:bg-rail-raised hover:text-rail-ink';

const HERE = 'bg-rail-raised text-rail-ink';
const ELSEWHERE = 'text-rail-muted';

/** The way to every screen; slim (icons only) on a wish that is remembered. */
export function Rail({ onSearch, onShortcuts }: RailProps) {
  const { t, i18n } = useLingui();
  const person = useMe();
  const [slim, setSlim] = useState(() => storage.read('rail') === 'slim');
  const toggle = (): void => {
    storage.write('rail', slim ? null : 'slim');
    setSlim(!slim);
  };
  const inOffice = useLocation({ select: ({ pathname }) => isInOffice(pathname) });
  const mine = (entries: readonly ScreenEntry[]) =>
    entries.filter(({ needs }) => person !== undefined && mayActAs(person.role, needs));
  const conflicts = useOpenConflicts();
  const groups = RAIL_GROUPS.map((group) => ({ ...group, entries: mine(group.entries) }));

  useShortcut('mod+k', onSearch, { label: t`Search orders and actions`, group: t`Everywhere` });
  useShortcut('?', onShortcuts, { label: t`Show the shortcuts`, group: t`Everywhere` });
  useShortcut('mod+b', toggle, { label: t`Slim or wide sidebar`, group: t`Everywhere` });

  const ToggleIcon = slim ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      className={cx(
        'on-rail flex shrink-0 flex-col bg-rail text-rail-ink transition-[width]',
        slim ? 'w-rail-slim' : 'w-rail',
      )}
    >
      <div className="window-drag flex h-titlebar shrink-0 items-center gap-2.5 px-3.5">
        <Mark className="size-7 shrink-0" />
        {!slim && <Wordmark className="text-sm whitespace-nowrap" />}
      </div>
      <div className="px-2 pb-2">
        <button
          type="button"
          onClick={onSearch}
          aria-label={slim ? t`Search` : undefined}
          className="flex h-8.5 w-full items-center gap-3 rounded-md border border-rail-line px-2.5 text-base text-rail-muted transition-colors hover:bg-rail-raised hover:text-rail-ink"
        >
          <Search aria-hidden className="size-4 shrink-0" />
          {!slim && (
            <>
              {t`Search`}
              <span aria-hidden className="ml-auto">
                <Kbd keys="mod+k" />
              </span>
            </>
          )}
        </button>
      </div>
      <nav aria-label={t`Screens`} className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2">
        {groups
          .filter(({ entries }) => entries.length > 0)
          .map(({ heading, entries }) => (
            <RailGroup key={heading.id} heading={i18n._(heading)} slim={slim}>
              {entries.map((entry) => (
                <RailLink key={entry.to} entry={entry} slim={slim} />
              ))}
            </RailGroup>
          ))}
        {mine([OFFICE_ENTRY]).map((entry) => (
          <RailGroup key={entry.to} slim={slim}>
            <RailLink entry={entry} slim={slim} isHere={inOffice} count={conflicts} />
          </RailGroup>
        ))}
        {mine(OFFICE_GROUPS.flatMap(({ entries }) => entries)).map((entry) => (
          <ScreenKey key={entry.to} entry={entry} />
        ))}
      </nav>
      <div className="flex flex-col gap-0.5 p-2">
        <button
          type="button"
          onClick={toggle}
          aria-label={slim ? t`Wide sidebar` : t`Slim sidebar`}
          className={cx(itemClass, ELSEWHERE)}
        >
          <ToggleIcon aria-hidden className="size-4 shrink-0" />
          {!slim && t`Slim sidebar`}
        </button>
        <UserMenu slim={slim} onShortcuts={onShortcuts} />
      </div>
    </aside>
  );
}

interface RailGroupProps {
  readonly heading?: string;
  readonly slim: boolean;
  readonly children: ReactNode;
}

/** Screens of one kind: under a heading, or after a line where the rail is slim or the group has none. */
const RailGroup = ({ heading, slim, children }: RailGroupProps) => (
  <div role="group" aria-label={heading} className="group/rail flex shrink-0 flex-col gap-0.5">
    {heading === undefined || slim ? (
      <div className="mx-2.5 my-1.5 h-px shrink-0 bg-rail-line group-first/rail:hidden" />
    ) : (
      <p aria-hidden className="px-2.5 pt-2.5 pb-0.5 text-2xs font-semibold text-rail-muted group-first/rail:hidden">
        {heading}
      </p>
    )}
    {children}
  </div>
);

/** A screen's key, wherever the way to it stands. */
function ScreenKey({ entry }: { entry: ScreenEntry }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  useShortcut(entry.keys ?? '', () => void navigate({ to: entry.to }), {
    label: i18n._(entry.label),
    group: t`Screens`,
    enabled: entry.keys !== undefined,
  });
  return null;
}

interface RailLinkProps {
  readonly entry: ScreenEntry;
  readonly slim: boolean;
  /** For an entry that stands for several screens. */
  readonly isHere?: boolean;
  /** What waits behind it to be looked into. */
  readonly count?: number;
}

function RailLink({ entry, slim, isHere = false, count = 0 }: RailLinkProps) {
  const { t, i18n } = useLingui();
  const name = i18n._(entry.label);
  const label = count === 0 ? name : t`${name}, ${count} to look into`;
  const Icon = entry.icon;
  return (
    <>
      <ScreenKey entry={entry} />
      <Link
        to={entry.to}
        activeOptions={{ exact: entry.to === '/', includeSearch: false }}
        activeProps={{ className: HERE }}
        inactiveProps={{ className: isHere ? HERE : ELSEWHERE }}
        className={cx(itemClass, 'relative')}
        aria-label={label}
        title={entry.keys ? `${label} (${keyNames(entry.keys).join(' ')})` : label}
      >
        {({ isActive }) => (
          <>
            <Icon aria-hidden className={cx('size-4.5 shrink-0', (isActive || isHere) && 'text-accent')} />
            {!slim && name}
            {count > 0 && <Count count={count} slim={slim} />}
          </>
        )}
      </Link>
    </>
  );
}

const Count = ({ count, slim }: { count: number; slim: boolean }) => (
  <span
    aria-hidden
    className={cx(
      'figures flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1.5 text-xs font-bold text-on-accent',
      slim ? 'absolute -top-0.5 right-0' : 'ml-auto',
    )}
  >
    {count > 99 ? '99+' : count}
  </span>
);
