import { useLingui } from '@lingui/react/macro';
import { Check, Eye, LockOpen, Pencil, ReceiptText } from 'lucide-react';
import { kickDrawer, type PrinterOut, printTestPage } from '../../../src/shared/printing.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { PrintNotice } from '../../components/print-notice.tsx';
import { call, newIdempotencyKey } from '../../lib/api.ts';
import { choosePrinter, follow, useReceiptPrinter } from '../../lib/receipt-printer.ts';

interface PrinterCardProps {
  readonly printer: PrinterOut;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onEdit: (() => void) | null;
}

/** One receipt printer and what a till does with it. */
export function PrinterCard({ printer, isShown, onShow, onEdit }: PrinterCardProps) {
  const { t } = useLingui();
  const { id, name, columns, drawer } = printer;
  const isOurs = useReceiptPrinter()?.id === id;
  const place = printer.queue ?? `${printer.host ?? ''}:${printer.port ?? ''}`;
  const width = columns === 32 ? t`58 mm` : t`80 mm`;
  const auto = {
    nothing: t`Prints when asked`,
    receipt: t`Prints the receipt after each sale`,
    tickets: t`Prints the tickets after each sale`,
    both: t`Prints receipt and tickets after each sale`,
  }[printer.autoPrint];
  const test = (): void =>
    void follow(id, () => call(printTestPage, { params: { id }, body: {}, idempotencyKey: newIdempotencyKey() }));
  const kick = (): void =>
    void follow(id, () => call(kickDrawer, { params: { id }, body: {}, idempotencyKey: newIdempotencyKey() }));

  return (
    <li className={`rounded-lg border bg-surface p-4 ${isShown ? 'border-edge' : 'border-line'}`}>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="flex items-center gap-2 text-lg font-semibold">
            <span className="truncate">{name}</span>
            {isOurs && (
              <Badge tone="good" icon={Check}>
                {t`This till`}
              </Badge>
            )}
          </h2>
          <p className="figures truncate text-base text-muted">
            {place} · {width}
          </p>
          <p className="text-base text-muted">{auto}</p>
        </div>
        {isOurs ? (
          <Button look="quiet" onClick={() => choosePrinter(null)}>{t`Do not use here`}</Button>
        ) : (
          <Button onClick={() => choosePrinter(id)}>{t`Use at this till`}</Button>
        )}
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="sm" icon={ReceiptText} onClick={test}>{t`Print a test page`}</Button>
        {drawer && <Button size="sm" icon={LockOpen} onClick={kick}>{t`Open the drawer`}</Button>}
        {!isShown && <Button size="sm" look="quiet" icon={Eye} onClick={onShow}>{t`Show the test page`}</Button>}
        {onEdit && <Button size="sm" look="quiet" icon={Pencil} onClick={onEdit}>{t`Edit`}</Button>}
      </div>
      <div className="mt-3 empty:hidden">
        <PrintNotice about={id} onRetry={test} />
      </div>
    </li>
  );
}
