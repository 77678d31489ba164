import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAffiliate, listAffiliates } from '../../src/shared/affiliates.ts';
import { PAGE_FACTS_ID, type PageFacts } from '../../src/shared/public-page.ts';
import { buildEvent } from '../support/build-event.ts';
import { hold, sell } from '../support/build-order.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { request } from './support/raw-http.ts';

const TEMPLATE =
  '<!doctype html><html lang="en"><head><!--head--></head><body><div id="root"><!--page--></div></body></html>';
const consoleDir = mkdtempSync(path.join(tmpdir(), 'box-office-pages-'));
let office: TestServer;

beforeAll(async () => {
  mkdirSync(path.join(consoleDir, 'public-page'));
  writeFileSync(path.join(consoleDir, 'public-page', 'index.html'), TEMPLATE);
  writeFileSync(path.join(consoleDir, 'index.html'), 'The console');
  office = await startTestServer({ consoleDir });
});
afterAll(async () => {
  await office.stop();
  rmSync(consoleDir, { recursive: true, force: true });
});

const BROWSER = { 'User-Agent': 'Mozilla/5.0 (iPhone)', 'Accept-Language': 'en' };
const get = (target: string, headers: Record<string, string> = {}) =>
  office.api<string>('GET', target, { token: null, headers: { ...BROWSER, ...headers } });
const factsOf = (html: string): PageFacts => {
  const laid = new RegExp(`<script type="application/json" id="${PAGE_FACTS_ID}">(.*?)</script>`).exec(html)?.[1];
  return JSON.parse(laid ?? 'null') as PageFacts;
};

describe('the page of an event', () => {
  test('says what, when, where and how much, with what messengers and searches read', async () => {
    const event = await buildEvent(office, { title: 'Seen', description: 'Bring a towel.\nAnd a friend.' });
    const { status, headers, text } = await get(`/events/${event.slug}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(text).toContain('<title>Seen · My venue</title>');
    expect(text).toContain(`<link rel="canonical" href="${office.url}/events/seen-2026">`);
    expect(text).toContain(`<meta property="og:url" content="${office.url}/events/seen-2026">`);
    expect(text).toMatch(
      /<meta name="description" content="Wednesday,? 15 July 2026, 14:00 – 23:00 · My venue. Bring a towel. And a friend.">/,
    );
    expect(text).toMatch(/<h1>Seen<\/h1>.*<time datetime=".*">Wednesday,? 15 July 2026, 14:00 – 23:00<\/time>/s);
    expect(text).toMatch(/<th scope="row">General<\/th><td>€25.00<\/td>.*<th scope="row">Towel<\/th><td>€5.00<\/td>/s);
    expect(factsOf(text)).toMatchObject({ kind: 'event', state: 'on_sale', event: { id: event.id, soldOut: false } });
  });

  test('escapes whatever stands in it', async () => {
    const title = `</script><img src=x onerror="alert('1')"> & $& $1`;
    const { slug } = await buildEvent(office, { title, description: '<!--page--></title>' });
    const { text } = await get(`/events/${slug}`);
    expect(text).not.toContain('<img');
    expect(text).toContain(
      '<h1>&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; $&amp; $1</h1>',
    );
    expect(factsOf(text)).toMatchObject({ event: { title, description: '<!--page--></title>' } });
  });

  test('is in the language of the browser, else of the settings', async () => {
    const { slug } = await buildEvent(office);
    const spanish = await get(`/events/${slug}`, { 'Accept-Language': 'es-MX,es;q=0.9,en;q=0.5' });
    expect(spanish.text).toContain('<html lang="es">');
    expect(spanish.text).toMatch(/Miércoles,? 15 de julio de 2026/);
    expect(spanish.headers.get('vary')).toContain('Accept-Language');
    expect((await get(`/events/${slug}`, { 'Accept-Language': 'fr' })).text).toContain('<html lang="en">');
  });

  test('tells of sold out, over and cancelled', async () => {
    const state = async (slug: string) => {
      const { status, text } = await get(`/events/${slug}`);
      const facts = factsOf(text);
      return { status, state: facts.kind === 'event' ? facts.state : facts.kind };
    };
    const full = await buildEvent(office, { tiers: [{ name: 'Seat', price: 10, quantity: 2 }] });
    await sell(office, full);
    await hold(office, full);
    expect(await state(full.slug)).toEqual({ status: 200, state: 'sold_out' });
    const past = await buildEvent(office, { title: 'Past', date: '2025-07-15' });
    expect(await state(past.slug)).toEqual({ status: 200, state: 'over' });
    const off = await buildEvent(office, { title: 'Off' });
    await office.api('POST', `/api/admin/events/${off.id}/cancel`, { body: {} });
    expect(await state(off.slug)).toEqual({ status: 200, state: 'cancelled' });
    expect((await get(`/events/${off.slug}`)).text).toContain('This event is cancelled.');
  });

  test('of a draft, one that was never on sale, and none at all is 404', async () => {
    const draft = await buildEvent(office, { title: 'Hidden', status: 'draft' });
    const dropped = await buildEvent(office, { title: 'Dropped', status: 'draft' });
    await office.api('POST', `/api/admin/events/${dropped.id}/cancel`, { body: {} });
    for (const slug of [draft.slug, dropped.slug, 'nothing', draft.id, '%3Cb%3E', '%00', '%zz']) {
      const { status, text } = await get(`/events/${slug}`);
      expect(status, slug).toBe(404);
      expect(text).not.toMatch(/Hidden|Dropped|<b>/);
    }
    expect((await get('/events/nothing')).text).toContain('<h1>There is no such event</h1>');
  });

  test('comes again for nothing while nothing changed, and is only read', async () => {
    const event = await buildEvent(office);
    const first = await get(`/events/${event.slug}`);
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    // By hand, as `fetch` forbids caches to answer where it is given an ETag.
    const { port } = office.boxOffice;
    const again = () =>
      request(port, `GET /events/${event.slug}`, [
        `Host: 127.0.0.1:${port}`,
        'Accept-Language: en',
        `If-None-Match: ${etag}`,
      ]);
    expect(await again()).toMatchObject({ status: 304, text: '' });
    await sell(office, event);
    expect(await again()).toMatchObject({ status: 200 });
    const head = await office.api('HEAD', `/events/${event.slug}`, { token: null });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect((await office.api('POST', `/events/${event.slug}`, { token: null })).status).toBe(404);
  });
});

test('the list shows what can be bought, the next one first, each once, and carries the code on', async () => {
  const late = await buildEvent(office, { title: 'Late', date: '2026-12-24' });
  const early = await buildEvent(office, {
    title: 'Early',
    date: '2026-07-16',
    tiers: [{ name: 'Seat', price: 9, quantity: 1 }],
  });
  await sell(office, early);
  await buildEvent(office, { title: 'Unborn', status: 'draft' });
  const { status, text } = await get('/events?ref=ANN10');
  expect(status).toBe(200);
  const facts = factsOf(text);
  const listed = facts.kind === 'list' ? facts.events : [];
  const slugs = listed.map(({ slug }) => slug);
  expect(slugs).toEqual(expect.arrayContaining([early.slug, late.slug]));
  expect(slugs.indexOf(early.slug)).toBeLessThan(slugs.indexOf(late.slug));
  expect(slugs.some((slug) => /unborn|past|off/.test(slug))).toBe(false);
  expect(listed.find(({ slug }) => slug === early.slug)).toMatchObject({ from: null });
  expect(listed.find(({ slug }) => slug === late.slug)).toMatchObject({ from: '25.00' });
  expect(text).toContain(`<a href="/events/${late.slug}?ref=ANN10">Late</a>`);
  expect((await get('/events?ref="><script>')).text).not.toContain('"><script>"');
  // The console's screens are elsewhere.
  expect((await get('/manage/events')).text).toBe('The console');
});

describe('a click on an affiliate’s link', () => {
  const affiliate = (code: string) =>
    office.call(createAffiliate, { body: { name: code, email: 'a@example.com', code } });
  const clicks = async (code: string) => (await office.call(listAffiliates)).find((one) => one.code === code)?.clicks;

  test('is counted once a visitor, and the order carries the code', async () => {
    const event = await buildEvent(office);
    await affiliate('CLICK');
    const link = `/events/${event.slug}?ref=click`;
    for (const agent of ['Phone', 'Phone', 'Tablet', 'Phone']) {
      expect((await get(link, { 'User-Agent': agent })).status).toBe(200);
    }
    await vi.waitFor(async () => expect(await clicks('CLICK')).toBe(2), { timeout: 10_000 });
    const order = await hold(office, event, { affiliateCode: 'click' });
    expect(order).toMatchObject({ affiliateCode: 'CLICK', status: 'pending' });
  });

  test('is none where a program looks, nobody has the code, or there is no page', async () => {
    const event = await buildEvent(office);
    await affiliate('NONE');
    const link = `/events/${event.slug}?ref=NONE`;
    await get(link, { 'Sec-Purpose': 'prefetch' });
    await get(link, { 'User-Agent': 'facebookexternalhit/1.1' });
    await get(link, { 'User-Agent': 'Googlebot/2.1' });
    await office.api('HEAD', link, { token: null });
    await get('/events/nothing?ref=NONE');
    for (const ref of ['NOBODY', '', 'x'.repeat(500), '%00', "' OR 1=1", 'NONE&ref=NOBODY&ref=']) {
      expect((await get(`/events/${event.slug}?ref=${ref}`, { 'User-Agent': `Only ${ref.slice(0, 4)}` })).status).toBe(
        200,
      );
    }
    await get(`/events/${event.slug}?ref=NONE`, { 'User-Agent': 'Last' });
    // The first of several counts, and so does the last visit here: with both there, everything before was looked at.
    await vi.waitFor(async () => expect(await clicks('NONE')).toBe(2), { timeout: 10_000 });
  });

  test('under ever new names moves the figure no further than a person could in a minute', async () => {
    const event = await buildEvent(office);
    await affiliate('FLOOD');
    const flood = Array.from({ length: 60 }, (_, index) =>
      get(`/events/${event.slug}?ref=FLOOD`, { 'User-Agent': `Browser ${index}` }),
    );
    expect((await Promise.all(flood)).every(({ status }) => status === 200)).toBe(true);
    await get(`/events/${event.slug}`);
    expect(await clicks('FLOOD')).toBeLessThanOrEqual(30);
  });
});
