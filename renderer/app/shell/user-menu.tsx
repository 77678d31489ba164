import { useLingui } from '@lingui/react/macro';
import { ArrowLeftRight, ChevronsUpDown, KeyRound, Keyboard, LogOut } from 'lucide-react';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../../components/menu.tsx';
import { chooseLanguage, LANGUAGES, type LanguageChoice, useLanguageChoice } from '../../lib/i18n.ts';
import { setLock } from '../../lib/lock.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { useRoleName } from '../../lib/role-name.ts';
import { enableSounds, useSoundsEnabled } from '../../lib/sounds.ts';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '../../lib/theme.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { PinDialog } from './pin-dialog.tsx';
import { initials, signOut } from './sign-out.ts';
import { useState } from 'react';

/** Who is signed in, and how they like the console. */
export function UserMenu({ slim, onShortcuts }: { slim: boolean; onShortcuts: () => void }) {
  const { t } = useLingui();
  const person = useMe();
  const roleName = useRoleName();
  const language = useLanguageChoice();
  const theme = useThemeChoice();
  const sounds = useSoundsEnabled();
  const sells = useMay('staff');
  const [changingPin, setChangingPin] = useState(false);
  useShortcut('f2', () => setLock('switching'), {
    label: t`Hand the till over, or lock it`,
    group: t`Everywhere`,
    enabled: sells,
  });
  if (person === undefined) return null;

  return (
    <>
      <Menu
        side="top"
        align="start"
        trigger={
          <button
            type="button"
            aria-label={slim ? t`${person.name}, your menu` : undefined}
            className="flex h-11 w-full items-center gap-2.5 rounded-md px-1.5 text-left transition-colors hover:bg-rail-raised"
          >
            <span
              aria-hidden
              className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent text-xs font-bold text-on-accent"
            >
              {initials(person.name)}
            </span>
            {!slim && (
              <>
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-sm font-medium">{person.name}</span>
                  <span className="block truncate text-xs text-rail-muted">{roleName(person.role)}</span>
                  <span className="sr-only">{t`Your menu`}</span>
                </span>
                <ChevronsUpDown aria-hidden className="size-4 text-rail-muted" />
              </>
            )}
          </button>
        }
      >
        <MenuChoice<ThemeChoice>
          label={t`Appearance`}
          value={theme}
          onValue={chooseTheme}
          options={[
            { value: 'system', label: t`As the system` },
            { value: 'light', label: t`Light` },
            { value: 'dark', label: t`Dark` },
          ]}
        />
        <MenuChoice<LanguageChoice>
          label={t`Language`}
          value={language}
          onValue={(next) => void chooseLanguage(next)}
          options={[
            { value: 'system', label: t`As the system` },
            { value: 'en', label: LANGUAGES.en },
            { value: 'es', label: LANGUAGES.es },
          ]}
        />
        <MenuChoice<'on' | 'off'>
          label={t`Sounds`}
          value={sounds ? 'on' : 'off'}
          onValue={(next) => enableSounds(next === 'on')}
          options={[
            { value: 'on', label: t`On` },
            { value: 'off', label: t`Off` },
          ]}
        />
        <MenuSeparator />
        {sells && (
          <>
            <MenuItem icon={ArrowLeftRight} onSelect={() => setLock('switching')}>{t`Hand over or lock…`}</MenuItem>
            <MenuItem icon={KeyRound} onSelect={() => setChangingPin(true)}>{t`Your PIN…`}</MenuItem>
          </>
        )}
        <MenuItem icon={Keyboard} onSelect={onShortcuts}>{t`Shortcuts`}</MenuItem>
        <MenuItem icon={LogOut} onSelect={() => void signOut()}>{t`Sign out`}</MenuItem>
      </Menu>
      {changingPin && <PinDialog onClose={() => setChangingPin(false)} />}
    </>
  );
}
