import { exportOrders as exportPage, type OrderExportFilter } from '../../db/orders-export.ts';
import type { Reads } from '../../db/ledger.ts';
import { formatMoney } from '../../shared/money.ts';
import { exportOrders } from '../../shared/orders-export.ts';
import { csvStream } from '../csv.ts';
import { periodOf } from '../period.ts';
import { Answer, type RouteTable } from '../route-table.ts';

/** One line a ticket, in the shape that the import takes back: an order's own columns stand on each of its lines. */
const HEADER = [
  'orderNumber',
  'status',
  'createdAt',
  'customerName',
  'customerEmail',
  'phone',
  'eventTitle',
  'eventDate',
  'tierName',
  'holderName',
  'qrCode',
  'ticketStatus',
  'price',
  'discount',
  'amount',
  'currency',
  'orderTotal',
  'orderRefunded',
  'paymentMethod',
  'promoCode',
  'affiliateCode',
  'checkedInAt',
  'receiptNumber',
];

const PAGE = 200;

async function* pages(db: Reads, filter: OrderExportFilter) {
  let after: string | null = '';
  while (after !== null) {
    const page: Awaited<ReturnType<typeof exportPage>> = await exportPage(db, filter, after, PAGE);
    yield page.rows.map((row) => {
      const money = (minor: number): string => formatMoney(minor, row.currency);
      return [
        row.number,
        row.status,
        row.created_at,
        row.customer_name,
        row.customer_email,
        row.customer_phone,
        row.title,
        row.date,
        row.tier_name,
        row.holder_name,
        row.qr_code,
        row.ticket_status,
        money(row.price),
        money(row.discount),
        money(row.price - row.discount),
        row.currency,
        money(row.total),
        money(row.refunded),
        row.method,
        row.promo_code,
        row.affiliate_code,
        row.checked_in_at,
        row.receipt,
      ];
    });
    after = page.last;
  }
}

export function orderExportRoutes(routes: RouteTable): void {
  routes.read(exportOrders, async ({ db, ctx }, { query }) => {
    const filter = { eventId: query.eventId ?? query.event, status: query.status, ...(await periodOf(db, query)) };
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('orders.csv');
    return new Answer(csvStream(HEADER, pages(db, filter)) as unknown as string);
  });
}
