import type { Context, Next } from 'koa';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findEventBySlug, listOnSale, type EventRow } from '../../db/events.ts';
import type { Reads } from '../../db/ledger.ts';
import { readSettings, type Settings } from '../../db/settings.ts';
import { fromInstant } from '../../shared/instant.ts';
import { formatMoney } from '../../shared/money.ts';
import { linkCode, type ListedEvent, type PageFacts, type SaleState } from '../../shared/public-page.ts';
import type { Language } from '../../shared/settings.ts';
import type { House } from '../context.ts';
import { placesLeft } from '../present/event.ts';
import { presentPublicEvent } from '../present/public-event.ts';
import { clickCounter } from './clicks.ts';
import { markupOf } from './markup.ts';

const ADDRESS = /^\/events(?:\/([^/]+))?$/;

/** More than anybody scrolls through on a phone, and bounded: anybody may ask for it at any time. */
const MOST_LISTED = 100;

/**
 * The public's pages: `/events`, what is on sale, and `/events/:slug`, one event. The facts stand in the page as it leaves the server;
 * the script that Vite built makes a checkout of it. No page costs more than the events that it shows.
 *
 * @param consoleDir the folder of the built pages, or null to answer the API alone
 */
export function publicPages(house: House, consoleDir: string | null, origin: () => string) {
  const count = clickCounter(house);

  return async (ctx: Context, next: Next): Promise<void> => {
    const match = ADDRESS.exec(ctx.path);
    if (match === null || consoleDir === null || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) {
      await next();
      return;
    }
    const template = await readFile(path.join(consoleDir, 'public-page', 'index.html'), 'utf8');
    const db = house.ledger.reads;
    const settings = await readSettings(db);
    const slug = match[1];
    const facts =
      slug === undefined
        ? await listFacts(db, house.now(), settings)
        : await eventFacts(db, slug, house.now(), settings, origin());
    if (facts.kind === 'event') count(ctx);
    const language = languageOf(ctx, settings.language);
    const ref = linkCode([ctx.query['ref']].flat()[0]);
    const { head, body } = markupOf(facts, language, `${settings.publicUrl ?? origin()}${ctx.path}`, ref);
    const html = template
      .replace('<html lang="en">', `<html lang="${language}">`)
      .replace('<!--head-->', () => head)
      .replace('<!--page-->', () => body);
    ctx.status = facts.kind === 'missing' ? 404 : 200;
    ctx.type = 'html';
    ctx.vary('Accept-Language');
    ctx.set('Cache-Control', 'no-cache');
    ctx.set('ETag', `W/"${createHash('sha256').update(html).digest('base64url')}"`);
    if (ctx.fresh) ctx.status = 304;
    else ctx.body = html;
  };
}

/** The visitor's language where it is one of ours, else the one of the settings. */
const languageOf = (ctx: Context, otherwise: Language): Language => {
  const wanted = ctx.acceptsLanguages('en', 'es');
  return ctx.get('accept-language') !== '' && (wanted === 'en' || wanted === 'es') ? wanted : otherwise;
};

async function listFacts(db: Reads, now: number, { organization }: Settings): Promise<PageFacts> {
  const rows = await listOnSale(db, now, MOST_LISTED);
  const events = rows.map((event): ListedEvent => {
    const prices = event.tiers.filter((tier) => placesLeft(event, tier) > 0).map(({ price }) => price);
    const { title, slug, date, currency } = event;
    return {
      title,
      slug,
      date,
      startTime: event.start_time,
      venue: event.venue_name,
      city: event.venue_city,
      currency,
      from: prices.length === 0 ? null : formatMoney(Math.min(...prices), currency),
    };
  });
  return { kind: 'list', organization, events };
}

async function eventFacts(
  db: Reads,
  slug: string,
  now: number,
  settings: Settings,
  origin: string,
): Promise<PageFacts> {
  const row = await findEventBySlug(db, slug);
  // Whoever holds a link to a cancelled event must learn of it; one that never was on sale stays unknown.
  if (!row || row.status === 'draft' || row.published_at === null)
    return { kind: 'missing', organization: settings.organization };
  const event = await presentPublicEvent(db, row, settings, origin);
  return { kind: 'event', event, state: saleState(row, event.soldOut, now) };
}

function saleState(row: EventRow, soldOut: boolean, now: number): SaleState {
  if (row.status === 'cancelled') return 'cancelled';
  if (row.status === 'completed' || fromInstant(row.ends_at) < now) return 'over';
  return soldOut ? 'sold_out' : 'on_sale';
}
