import { useNavigate } from '@tanstack/react-router';

/** Opens an order's printable page, which prints as soon as it is drawn. */
export function usePrintTickets(): (orderId: string) => void {
  const navigate = useNavigate();
  return (orderId) => void navigate({ to: '/print/orders/$orderId', params: { orderId }, search: { print: 1 } });
}
