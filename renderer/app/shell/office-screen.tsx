import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { mayActAs } from '../../../src/shared/operation.ts';
import { Screen, ScreenBody } from '../../components/screen.tsx';
import { useMe } from '../../lib/me.ts';
import { Badge } from '../../components/badge.tsx';
import { OFFICE_GROUPS, type OfficeTile } from './screens.ts';
import { useOpenConflicts } from './use-open-conflicts.ts';

/** Everything that is set up or looked up by day, a tile each. */
export function OfficeScreen() {
  const { t, i18n } = useLingui();
  const person = useMe();
  const groups = OFFICE_GROUPS.map(({ heading, entries }) => ({
    heading: i18n._(heading),
    entries: entries.filter(({ needs }) => person !== undefined && mayActAs(person.role, needs)),
  })).filter(({ entries }) => entries.length > 0);
  return (
    <Screen title={t`Office`}>
      <ScreenBody>
        <div className="flex flex-col gap-6">
          {groups.map(({ heading, entries }) => (
            <section key={heading} aria-label={heading}>
              <h2 className="mb-2 text-sm font-semibold text-muted">{heading}</h2>
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] gap-3">
                {entries.map((entry) => (
                  <li key={entry.to}>
                    <Tile entry={entry} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </ScreenBody>
    </Screen>
  );
}

function Tile({ entry: { to, label, about, icon: Icon } }: { entry: OfficeTile }) {
  const { t, i18n } = useLingui();
  const conflicts = useOpenConflicts();
  return (
    <Link
      to={to}
      className="flex h-full items-start gap-3.5 rounded-lg border border-line bg-surface p-4 transition-colors hover:border-edge hover:bg-sunken"
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-note-soft text-note">
        <Icon aria-hidden className="size-5" />
      </span>
      <span className="min-w-0">
        <span className="flex items-center gap-2 text-base font-semibold">
          {i18n._(label)}
          {to === '/conflicts' && conflicts > 0 && <Badge tone="warn">{t`${conflicts} to look into`}</Badge>}
        </span>
        <span className="block text-sm text-muted">{i18n._(about)}</span>
      </span>
    </Link>
  );
}
