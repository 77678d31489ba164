import * as audit from './audit.ts';
import * as attention from './attention.ts';
import * as auth from './auth.ts';
import * as backups from './backups.ts';
import * as branding from './branding.ts';
import * as cancelEvent from './cancel-event.ts';
import * as demo from './demo.ts';
import * as events from './events.ts';
import * as healthFile from './health.ts';
import * as mail from './mail.ts';
import type { Operation } from './operation.ts';
import * as orderHistory from './order-history.ts';
import * as orders from './orders.ts';
import * as ordersExport from './orders-export.ts';
import * as printing from './printing.ts';
import * as reports from './reports.ts';
import * as promoCodes from './promo-codes.ts';
import * as imports from './import.ts';
import * as publicEvents from './public-events.ts';
import * as scanFile from './scan.ts';
import * as tickets from './tickets.ts';
import * as devices from './devices.ts';
import * as customers from './customers.ts';
import * as affiliates from './affiliates.ts';
import * as settings from './settings.ts';
import * as tills from './tills.ts';
import * as stripe from './stripe.ts';
import * as users from './users.ts';
import * as venues from './venues.ts';
import * as webhooks from './webhooks.ts';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'access' in value && 'path' in value && 'method' in value;

/** Every operation of the API, in the order of its documentation. */
export const CONTRACT: readonly Operation[] = [
  auth,
  events,
  cancelEvent,
  orders,
  orderHistory,
  ordersExport,
  imports,
  publicEvents,
  tills,
  reports,
  tickets,
  scanFile,
  devices,
  customers,
  affiliates,
  promoCodes,
  webhooks,
  venues,
  users,
  settings,
  branding,
  mail,
  printing,
  stripe,
  audit,
  backups,
  attention,
  demo,
  healthFile,
]
  .flatMap((file) => Object.values(file) as unknown[])
  .filter(isOperation);
