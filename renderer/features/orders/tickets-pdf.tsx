import { useLingui } from '@lingui/react/macro';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { type PaperFormat, printTickets } from '../../../src/shared/mail.ts';
import { type OrderOut } from '../../../src/shared/orders.ts';
import { Button } from '../../components/button.tsx';
import { Menu, MenuItem } from '../../components/menu.tsx';
import { useToast } from '../../components/toast.tsx';
import { callFile } from '../../lib/api.ts';
import { saveFile } from '../../lib/save-file.ts';

/** The order's tickets as a file, a page each, on the paper of one's choice. */
export function TicketsPdf({ order }: { order: OrderOut }) {
  const { t } = useLingui();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const papers: readonly [PaperFormat, string][] = [
    ['a4', t`A4, one ticket a page`],
    ['a6', t`A6, one ticket a page`],
    ['roll', t`Roll of 80 mm`],
  ];
  const save = async (format: PaperFormat): Promise<void> => {
    setBusy(true);
    try {
      const pdf = await callFile(printTickets, { params: { id: order.id }, query: { format } });
      if (await saveFile(`tickets-${order.orderNumber}.pdf`, pdf)) toast.done(t`The tickets are saved as a PDF`);
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu
      align="start"
      trigger={
        <Button icon={FileDown} busy={busy} aria-label={t`Tickets as PDF`} title={t`Tickets as PDF`}>
          {t`PDF`}
        </Button>
      }
    >
      {papers.map(([format, label]) => (
        <MenuItem key={format} onSelect={() => void save(format)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
