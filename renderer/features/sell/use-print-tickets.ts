import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { printAtPrinter, useReceiptPrinter } from '../../lib/receipt-printer.ts';

/** Prints an order's tickets: at this till's receipt printer, or by its printable page, which prints as soon as it is drawn. */
export function usePrintTickets(): (orderId: string) => void {
  const navigate = useNavigate();
  const printer = useReceiptPrinter();
  return (orderId) => {
    if (printer) void printAtPrinter(orderId, { what: 'tickets', printerId: printer.id });
    else void navigate({ to: '/print/orders/$orderId', params: { orderId }, search: { print: 1 } });
  };
}

/** After a sale, prints what this till's receipt printer is set to. Once an order: whoever comes back to the screen prints nothing. */
export function useAutoPrint(orderId: string | null): void {
  const printer = useReceiptPrinter();
  const printerId = printer?.id;
  const what = printer?.autoPrint;
  useEffect(() => {
    if (orderId === null || printerId === undefined || what === undefined || what === 'nothing') return;
    if (printed.has(orderId)) return;
    printed.add(orderId);
    void printAtPrinter(orderId, { what, printerId, key: `sold-${orderId}` });
  }, [orderId, printerId, what]);
}

/** The orders that were printed after their sale since this page was loaded; after a reload the key of the call says so too. */
const printed = new Set<string>();
