import { useLingui } from '@lingui/react/macro';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Printer } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { getEvent } from '../../../src/shared/events.ts';
import { getOrder } from '../../../src/shared/orders.ts';
import { getSettings } from '../../../src/shared/settings.ts';
import { Button } from '../../components/button.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { printPage } from '../../lib/desktop.ts';
import { useAsk } from '../../lib/query.ts';
import { storage } from '../../lib/storage.ts';
import { printAtPrinter, useReceiptPrinter } from '../../lib/receipt-printer.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { PaperTicket } from './paper-ticket.tsx';
import { PAPERS, type Paper, isPaper } from './papers.ts';
import { ReceiptPaper } from './receipt-paper.tsx';
import { Receipt } from './receipt.tsx';

type Content = 'both' | 'tickets' | 'receipt';

const storedPaper = (): Paper | null => {
  const stored = storage.read('print.paper');
  return isPaper(stored) ? stored : null;
};

const storedContent = (): Content => {
  const stored = storage.read('print.content');
  return stored === 'tickets' || stored === 'receipt' ? stored : 'both';
};

/** An order's tickets and receipt as they come out of the printer; the bar above them stays on screen. */
export function PrintScreen() {
  const { t } = useLingui();
  const { orderId } = useParams({ from: '/print/orders/$orderId' });
  const { print } = useSearch({ from: '/print/orders/$orderId' });
  const router = useRouter();
  const printer = useReceiptPrinter();
  const [kept, setPaper] = useState(storedPaper);
  // Who has a receipt printer prints there unless another paper was asked for.
  const wanted = kept ?? (printer ? 'receipts' : 'a4');
  const paper = wanted === 'receipts' && !printer ? 'a4' : wanted;
  const [content, setContent] = useState(storedContent);
  const order = useAsk(getOrder, { params: { id: orderId } });
  const settings = useAsk(getSettings);
  const eventId = order.data?.eventId;
  const event = useAsk(getEvent, { params: { id: eventId ?? '' } }, { enabled: eventId !== undefined });
  const isReady = order.data !== undefined && settings.data !== undefined && event.data !== undefined;
  const error = order.error ?? settings.error ?? event.error;

  const back = (): void => {
    if (router.history.canGoBack()) router.history.back();
    else void router.navigate({ to: '/orders/$orderId', params: { orderId } });
  };
  useShortcut('escape', back, { label: t`Back`, group: t`Print` });
  const printNow = (): void => {
    if (paper === 'receipts' && printer) void printAtPrinter(orderId, { what: content, printerId: printer.id });
    else void printPage();
  };
  useShortcut('mod+p', printNow, { label: t`Print`, group: t`Print` });

  const printed = useRef(false);
  // Asked to print at once (the counter's way): prints, then goes back to where the queue is.
  const printAtOnce = useEffectEvent(async () => {
    if (printed.current) return;
    printed.current = true;
    await printPage();
    back();
  });
  useEffect(() => {
    if (isReady && print === 1) void printAtOnce();
  }, [isReady, print]);

  const tickets = order.data?.tickets.filter(({ status }) => status !== 'refunded' && status !== 'cancelled') ?? [];

  return (
    <div className="flex h-full flex-col print:block print:h-auto">
      <style>{PAPERS[paper].page}</style>
      <header className="flex h-titlebar shrink-0 items-center gap-3 border-b border-line bg-surface px-4 print:hidden">
        <Button look="quiet" icon={ArrowLeft} onClick={back}>
          {t`Back`}
        </Button>
        <h1 className="truncate text-lg font-semibold">{t`Print ${order.data?.orderNumber ?? ''}`}</h1>
        <div className="ml-auto flex items-center gap-3">
          <Segmented<Content>
            label={t`What to print`}
            value={content}
            onValue={(next) => {
              storage.write('print.content', next);
              setContent(next);
            }}
            options={[
              { value: 'both', label: t`Both` },
              { value: 'tickets', label: t`Tickets` },
              { value: 'receipt', label: t`Receipt` },
            ]}
          />
          <Segmented<Paper>
            label={t`Paper`}
            value={paper}
            onValue={(next) => {
              storage.write('print.paper', next);
              setPaper(next);
            }}
            options={[
              { value: 'a4', label: 'A4' },
              { value: 'a6', label: 'A6' },
              { value: 'roll', label: t`80 mm` },
              ...(printer ? [{ value: 'receipts', label: printer.name } as const] : []),
            ]}
          />
          <Button look="primary" icon={Printer} disabled={!isReady} onClick={printNow}>
            {t`Print`}
          </Button>
        </div>
      </header>
      <main className="flex min-h-0 flex-1 flex-col bg-canvas print:block print:bg-transparent">
        <Scroller className="print:block" innerClassName="p-8 print:overflow-visible! print:p-0">
          {error ? (
            <ErrorState error={error} onRetry={() => void order.refetch()} />
          ) : !isReady ? (
            <SkeletonLines count={6} />
          ) : paper === 'receipts' && printer ? (
            <ReceiptPaper orderId={order.data.id} what={content} printerId={printer.id} onRetry={printNow} />
          ) : (
            <div className={`sheets sheets-${paper}`}>
              {content !== 'receipt' && (
                <div className="tickets">
                  {tickets.map((ticket) => (
                    <PaperTicket
                      key={ticket.ticketId}
                      ticket={ticket}
                      order={order.data}
                      event={event.data}
                      house={settings.data.organization}
                    />
                  ))}
                </div>
              )}
              {content !== 'tickets' && (
                <Receipt order={order.data} settings={settings.data} zone={event.data.timeZone} />
              )}
            </div>
          )}
        </Scroller>
      </main>
    </div>
  );
}
