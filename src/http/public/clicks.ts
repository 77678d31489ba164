import type { Context } from 'koa';
import { createHash, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { affiliateOfCode } from '../../db/affiliates.ts';
import { linkCode } from '../../shared/public-page.ts';
import { countClick } from '../../usecases/affiliates.ts';
import { type House, stateOf } from '../context.ts';

/** A visitor counts once an affiliate in this many seconds, so that a reload is no second visit. */
const ONE_VISIT = 30 * 60;

/** Most visits that one address may add in a minute: a program that reloads under ever new names moves no figure and no disk. */
const MOST_A_MINUTE = 30;

/** What fetches a link for its preview or its index, and no person. */
const MACHINE = /bot\b|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|headless|curl|wget/i;

const isPrefetch = (ctx: Context): boolean =>
  /prefetch|preview|prerender/i.test(`${ctx.get('sec-purpose')} ${ctx.get('purpose')} ${ctx.get('x-moz')}`);

/**
 * Counts visits through affiliates' links. A visitor is a hash of address, browser and affiliate that ends with the process and its half
 * hour: nothing of it reaches the disk.
 */
export function clickCounter(house: House): (ctx: Context) => void {
  const visits = new RateLimiterMemory({ keyPrefix: 'visit', points: 1, duration: ONE_VISIT });
  const addresses = new RateLimiterMemory({ keyPrefix: 'address', points: MOST_A_MINUTE, duration: 60 });
  const salt = randomBytes(32);
  const first = (limiter: RateLimiterMemory, key: string): Promise<boolean> =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );

  async function count(code: string, address: string, browser: string): Promise<void> {
    const affiliateId = await affiliateOfCode(house.ledger.reads, code);
    if (affiliateId === null) return;
    const visitor = createHash('sha256')
      .update(salt)
      .update(JSON.stringify([address, browser, affiliateId]));
    if (!(await first(visits, visitor.digest('base64')))) return;
    if (!(await first(addresses, address))) return;
    await house.ledger.write((trx) => countClick(trx, affiliateId));
  }

  // Nobody waits for it: the page is answered meanwhile, and comes also where the ledger cannot be written.
  return (ctx) => {
    const code = linkCode([ctx.query['ref']].flat()[0]);
    const browser = ctx.get('user-agent');
    if (code === null || ctx.method !== 'GET' || isPrefetch(ctx) || MACHINE.test(browser)) return;
    count(code, stateOf(ctx).address, browser).catch((error: unknown) =>
      house.log.warn({ err: error }, 'A click was not counted'),
    );
  };
}
