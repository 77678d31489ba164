import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { orderStatus } from '../../src/shared/orders.ts';
import { Gate } from './gate.tsx';
import { RouteError, RouteMissing, RoutePending } from './route-states.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Gate });

/** Every screen in the shell; a screen's code is fetched when it is first opened, or when the pointer rests on its link. */
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-screen.tsx'), 'HomeScreen'),
});

const sell = createRoute({
  getParentRoute: () => shell,
  path: '/sell',
  component: lazyRouteComponent(() => import('../features/sell/sell-screen.tsx'), 'SellScreen'),
});

const scan = createRoute({
  getParentRoute: () => shell,
  path: '/scan',
  component: lazyRouteComponent(() => import('../features/scan/scan-screen.tsx'), 'ScanScreen'),
});

const eventList = createRoute({
  getParentRoute: () => shell,
  path: '/manage/events',
  component: lazyRouteComponent(() => import('../features/events/events-screen.tsx'), 'EventsScreen'),
});

const newEvent = createRoute({
  getParentRoute: () => shell,
  path: '/manage/events/new',
  component: lazyRouteComponent(() => import('../features/events/new-event-screen.tsx'), 'NewEventScreen'),
});

const oneEvent = createRoute({
  getParentRoute: () => shell,
  path: '/manage/events/$eventId',
  component: lazyRouteComponent(() => import('../features/events/event-screen.tsx'), 'EventScreen'),
});

/** What the orders screen was filtered by: in the address, so that going back finds it again. */
const orderFilters = z.object({
  q: z.string().optional().catch(undefined),
  status: orderStatus.optional().catch(undefined),
  event: z.string().optional().catch(undefined),
  date: z.string().optional().catch(undefined),
});

const orders = createRoute({
  getParentRoute: () => shell,
  path: '/orders',
  validateSearch: orderFilters,
  component: lazyRouteComponent(() => import('../features/orders/orders-screen.tsx'), 'OrdersScreen'),
});

const oneOrder = createRoute({
  getParentRoute: () => orders,
  path: '$orderId',
  component: lazyRouteComponent(() => import('../features/orders/order-panel.tsx'), 'OrderPanel'),
});

const promoCodes = createRoute({
  getParentRoute: () => shell,
  path: '/promo-codes',
  component: lazyRouteComponent(() => import('../features/promo-codes/promo-codes-screen.tsx'), 'PromoCodesScreen'),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  component: lazyRouteComponent(() => import('../features/users/users-screen.tsx'), 'UsersScreen'),
});

const venues = createRoute({
  getParentRoute: () => shell,
  path: '/venues',
  component: lazyRouteComponent(() => import('../features/venues/venues-screen.tsx'), 'VenuesScreen'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-screen.tsx'), 'SettingsScreen'),
});

const mailSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/mail',
  component: lazyRouteComponent(() => import('../features/mail/mail-settings-screen.tsx'), 'MailSettingsScreen'),
});

const stripeSettings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/stripe',
  component: lazyRouteComponent(() => import('../features/stripe/stripe-settings-screen.tsx'), 'StripeSettingsScreen'),
});

const branding = createRoute({
  getParentRoute: () => shell,
  path: '/settings/branding',
  component: lazyRouteComponent(() => import('../features/branding/branding-screen.tsx'), 'BrandingScreen'),
});

const mail = createRoute({
  getParentRoute: () => shell,
  path: '/mail',
  component: lazyRouteComponent(() => import('../features/mail/mail-screen.tsx'), 'MailScreen'),
});

const printers = createRoute({
  getParentRoute: () => shell,
  path: '/printers',
  component: lazyRouteComponent(() => import('../features/printers/printers-screen.tsx'), 'PrintersScreen'),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/audit/audit-screen.tsx'), 'AuditScreen'),
});

const importOrders = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  validateSearch: z.object({ event: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/import/import-screen.tsx'), 'ImportScreen'),
});

const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: z.object({ q: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/customers/customers-screen.tsx'), 'CustomersScreen'),
});

const oneCustomer = createRoute({
  getParentRoute: () => customers,
  path: '$customerId',
  component: lazyRouteComponent(() => import('../features/customers/customer-panel.tsx'), 'CustomerPanel'),
});

const affiliates = createRoute({
  getParentRoute: () => shell,
  path: '/affiliates',
  component: lazyRouteComponent(() => import('../features/affiliates/affiliates-screen.tsx'), 'AffiliatesScreen'),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../features/webhooks/webhooks-screen.tsx'), 'WebhooksScreen'),
});

const devices = createRoute({
  getParentRoute: () => shell,
  path: '/devices',
  component: lazyRouteComponent(() => import('../features/devices/devices-screen.tsx'), 'DevicesScreen'),
});

const conflicts = createRoute({
  getParentRoute: () => shell,
  path: '/conflicts',
  component: lazyRouteComponent(() => import('../features/conflicts/conflicts-screen.tsx'), 'ConflictsScreen'),
});

const backups = createRoute({
  getParentRoute: () => shell,
  path: '/backups',
  component: lazyRouteComponent(() => import('../features/backups/backups-screen.tsx'), 'BackupsScreen'),
});

const office = createRoute({
  getParentRoute: () => shell,
  path: '/office',
  component: lazyRouteComponent(() => import('./shell/office-screen.tsx'), 'OfficeScreen'),
});

const till = createRoute({
  getParentRoute: () => shell,
  path: '/till',
  component: lazyRouteComponent(() => import('../features/till/till-screen.tsx'), 'TillScreen'),
});

/** `?print=1` prints as soon as the page is drawn. */
const printOrder = createRoute({
  getParentRoute: () => root,
  path: '/print/orders/$orderId',
  validateSearch: z.object({ print: z.coerce.number().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/print/print-screen.tsx'), 'PrintScreen'),
});

const printTill = createRoute({
  getParentRoute: () => root,
  path: '/print/till/$sessionId',
  component: lazyRouteComponent(() => import('../features/print/till-report-screen.tsx'), 'TillReportScreen'),
});

/** For a second screen: nothing but the numbers of one event's door. */
const live = createRoute({
  getParentRoute: () => root,
  path: '/live/$eventId',
  component: lazyRouteComponent(() => import('../features/live/live-screen.tsx'), 'LiveScreen'),
});

const routeTree = root.addChildren([
  printOrder,
  live,
  printTill,
  shell.addChildren([
    home,
    sell,
    till,
    scan,
    eventList,
    newEvent,
    oneEvent,
    orders.addChildren([oneOrder]),
    promoCodes,
    users,
    venues,
    settings,
    mailSettings,
    stripeSettings,
    branding,
    mail,
    printers,
    audit,
    importOrders,
    office,
    customers.addChildren([oneCustomer]),
    affiliates,
    webhooks,
    devices,
    conflicts,
    backups,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: RouteMissing,
  defaultPendingComponent: RoutePending,
  defaultPendingMs: 200,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
