import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { type DesktopBridge } from '../../../src/shared/desktop.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import { Select } from '../../components/select.tsx';
import { useToast } from '../../components/toast.tsx';
import { desktop } from '../../lib/desktop.ts';
import { queryClient } from '../../lib/query.ts';

const BY_DIALOG = '';

/** What only the desktop application has: this machine's printers and the folder of the ledger. */
export const ThisMachine = () => desktop && <DesktopPanel bridge={desktop} />;

function DesktopPanel({ bridge }: { bridge: DesktopBridge }) {
  const { t } = useLingui();
  const toast = useToast();
  const printers = useQuery({ queryKey: ['desktop.printers'], queryFn: () => bridge.listPrinters() });

  const choose = async (name: string): Promise<void> => {
    await bridge.choosePrinter(name === BY_DIALOG ? null : name);
    await queryClient.invalidateQueries({ queryKey: ['desktop.printers'] });
    toast.done(t`Saved`);
  };

  return (
    <Panel title={t`This machine`}>
      <div className="grid grid-cols-2 items-end gap-4 p-4">
        <Field label={t`Printer for tickets and receipts`} hint={t`A chosen printer prints without a dialog.`}>
          {(ids) => (
            <Select
              {...ids}
              value={printers.data?.chosen ?? BY_DIALOG}
              onValue={(name) => void choose(name)}
              options={[
                { value: BY_DIALOG, label: t`Ask each time` },
                ...(printers.data?.printers ?? []).map(({ name, label }) => ({ value: name, label })),
              ]}
            />
          )}
        </Field>
        <div className="self-start pt-6">
          <Button icon={FolderOpen} onClick={() => void bridge.openDataFolder()}>{t`Open the data folder`}</Button>
        </div>
      </div>
    </Panel>
  );
}
