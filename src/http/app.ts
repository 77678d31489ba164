import Koa from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readSettings } from '../db/settings.ts';
import { BoxOfficeError } from '../shared/errors.ts';
import type { RateLimits } from '../shared/rate-limits.ts';
import { consolePages } from './console.ts';
import { type House, type RequestState, stateOf } from './context.ts';
import { docsPage } from './docs.ts';
import { errors } from './middleware/errors.ts';
import { hostGuard, plainAddress } from './middleware/host-guard.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { readToken } from './middleware/token.ts';
import { openApiDocument } from './openapi.ts';
import { publicPages } from './public/pages.ts';
import { RouteTable } from './route-table.ts';
import { attentionRoutes } from './routes/attention.ts';
import { auditRoutes } from './routes/audit.ts';
import { authRoutes } from './routes/auth.ts';
import { backupRoutes } from './routes/backups.ts';
import { brandingRoutes } from './routes/branding.ts';
import { demoRoutes } from './routes/demo.ts';
import { affiliateRoutes } from './routes/affiliates.ts';
import { customerRoutes } from './routes/customers.ts';
import { deviceRoutes } from './routes/devices.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/import.ts';
import { liveStreamRoute } from './routes/live-stream.ts';
import { mailRoutes } from './routes/mail.ts';
import { orderExportRoutes } from './routes/orders-export.ts';
import { orderRoutes } from './routes/orders.ts';
import { printingRoutes } from './routes/printing.ts';
import { promoCodeRoutes } from './routes/promo-codes.ts';
import { publicEventRoutes } from './routes/public-events.ts';
import { reportRoutes } from './routes/reports.ts';
import { scanRoutes } from './routes/scan.ts';
import { settingsRoutes } from './routes/settings.ts';
import { stripeRoutes } from './routes/stripe.ts';
import { userRoutes } from './routes/users.ts';
import { tillRoutes } from './routes/tills.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { venueRoutes } from './routes/venues.ts';
import { webhookRoutes } from './routes/webhooks.ts';

export interface AppOptions {
  readonly house: House;
  readonly limits: RateLimits;
  /** Folder of the built console, or null to answer the API alone. */
  readonly consoleDir: string | null;
  /** Where this server listens: `http://127.0.0.1:4870`. */
  readonly origin: () => string;
  /** Why a request is refused that never was one: it did not parse, or did not arrive in time. */
  readonly refusedUnread?: WeakMap<IncomingMessage, BoxOfficeError>;
}

/** Only our own code, styles, fonts and pictures; the camera's frames are blobs, the QR reader is WebAssembly. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
};

/** The routes of the contract over one house. */
export function routesOf(house: House, origin: () => string): RouteTable {
  const routes = new RouteTable(house);
  authRoutes(routes);
  eventRoutes(routes, origin);
  orderExportRoutes(routes);
  importRoutes(routes);
  orderRoutes(routes, house);
  tillRoutes(routes);
  reportRoutes(routes);
  publicEventRoutes(routes, origin);
  ticketRoutes(routes);
  liveStreamRoute(routes);
  scanRoutes(routes);
  deviceRoutes(routes, origin);
  customerRoutes(routes);
  affiliateRoutes(routes, origin);
  promoCodeRoutes(routes);
  webhookRoutes(routes, origin);
  venueRoutes(routes);
  userRoutes(routes);
  settingsRoutes(routes);
  brandingRoutes(routes, house);
  mailRoutes(routes, house);
  printingRoutes(routes, house, origin);
  stripeRoutes(routes, house);
  auditRoutes(routes);
  backupRoutes(routes);
  attentionRoutes(routes);
  demoRoutes(routes);
  healthRoutes(routes);
  return routes;
}

/** The OpenAPI document of each version: made once a process, as opening the demo must not hold up the door for it again. */
const documents = new Map<string, object>();

function documentOf({ operations }: RouteTable, version: string): object {
  const document = documents.get(version) ?? openApiDocument(operations, version);
  documents.set(version, document);
  return document;
}

/** The whole application: guards, then who calls, then the routes, then the pages of the public and of the console. */
export function createApp({ house, limits, consoleDir, origin, refusedUnread }: AppOptions): Koa {
  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    // The other end hung up: nothing of ours.
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
      house.log.error({ err: error }, 'Answering failed');
  });
  const routes = routesOf(house, origin);
  const document = documentOf(routes, house.version);

  app.use(async (ctx, next) => {
    ctx.state = {
      requestId: randomUUID(),
      address: plainAddress(ctx.req.socket.remoteAddress ?? ''),
      onThisMachine: false,
      secureEnough: false,
      token: { kind: 'none' },
    } satisfies RequestState;
    ctx.set('X-Request-Id', stateOf(ctx).requestId);
    await next();
  });
  app.use(helmet({ contentSecurityPolicy: CONTENT_SECURITY_POLICY, hsts: false, crossOriginEmbedderPolicy: false }));
  app.use(
    compress({
      threshold: 1024,
      br: false,
      filter: (type) => /json|text|javascript|svg|csv|wasm/.test(type) && !type.includes('event-stream'),
    }),
  );
  app.use(errors(house.log));
  app.use(readToken(house));
  app.use(rateLimit(limits));
  app.use((ctx, next) => {
    const refusal = refusedUnread?.get(ctx.req);
    if (refusal) throw refusal;
    return next();
  });
  app.use(hostGuard(async () => (await readSettings(house.ledger.reads)).publicUrl));
  app.use(async (ctx, next) => {
    if (ctx.path.startsWith('/api')) ctx.set('Cache-Control', 'no-store');
    await next();
  });
  routes.router.get('/api/openapi.json', (ctx) => {
    ctx.body = document;
  });
  routes.router.get('/api/docs', (ctx) => docsPage(ctx as unknown as Koa.Context));
  app.use(routes.router.routes());
  app.use(publicPages(house, consoleDir, origin));
  app.use(consolePages(consoleDir));
  app.use((ctx) => {
    const methods = routes.router.match(ctx.path, '').path.flatMap((layer) => layer.methods);
    if (methods.length === 0) throw new BoxOfficeError('not_found', 'There is nothing here.');
    ctx.set('Allow', [...new Set(methods)].join(', '));
    throw new BoxOfficeError('method_not_allowed', `${ctx.method} is not possible here.`);
  });
  return app;
}
