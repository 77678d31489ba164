import { previewOrder, type PrintedWhat } from '../../../src/shared/printing.ts';
import { PrintNotice } from '../../components/print-notice.tsx';
import { SlipPreview } from '../../components/slip-preview.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useAsk } from '../../lib/query.ts';

interface ReceiptPaperProps {
  readonly orderId: string;
  readonly what: PrintedWhat;
  readonly printerId: string;
  readonly onRetry: () => void;
}

/** An order's papers as the receipt printer is told them, from the same lines. */
export function ReceiptPaper({ orderId, what, printerId, onRetry }: ReceiptPaperProps) {
  const preview = useAsk(previewOrder, { params: { id: orderId }, query: { what, printerId } }, { keepLast: true });
  if (preview.error) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined) return <SkeletonLines count={8} />;
  return (
    <div className="flex flex-col gap-5">
      <div className="mx-auto w-full max-w-md empty:hidden">
        <PrintNotice about={orderId} onRetry={onRetry} />
      </div>
      <SlipPreview {...preview.data} />
    </div>
  );
}
