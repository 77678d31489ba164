import { useLingui } from '@lingui/react/macro';
import { Dialog } from '../../components/dialog.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { type Shortcut, useShortcuts } from '../../lib/use-shortcut.ts';

/** Every key that does something here, as the screens in view declared them. */
export function ShortcutList({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const groups = byGroup(useShortcuts());
  return (
    <Dialog open={open} onClose={onClose} title={t`Shortcuts`} size="lg">
      <div className="columns-2 gap-8">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 text-xs font-semibold text-muted">{group}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div
                  key={`${keys}${label}`}
                  className="flex items-center justify-between gap-4 border-b border-line py-1.5"
                >
                  <dt>{label}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function byGroup(shortcuts: readonly Shortcut[]): Map<string, Shortcut[]> {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  return groups;
}
