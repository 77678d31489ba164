import { parseMoney } from '../../shared/money.ts';
import { linkCode, PAGE_FACTS_ID, type PageFacts, type PublicEvent, type SaleState } from '../../shared/public-page.ts';
import type { Language } from '../../shared/settings.ts';
import { formatsOf } from '../../usecases/formats.ts';
import { PAGE_WORDS } from './words.ts';

/** What goes into the page that Vite built: its title and meta, and what stands there before the script runs. */
export interface Markup {
  readonly head: string;
  readonly body: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** The page of `facts` in `language`. @param ref the affiliate's code of the link, carried on to other events */
export function markupOf(facts: PageFacts, language: Language, url: string, ref: string | null): Markup {
  const words = PAGE_WORDS[language];
  switch (facts.kind) {
    case 'event':
      return page(facts, {
        title: `${facts.event.title} · ${facts.event.organization}`,
        description: summary(facts.event, language),
        type: 'event',
        site: facts.event.organization,
        url: facts.event.url,
        body: eventBody(facts.event, facts.state, language),
      });
    case 'list':
      return page(facts, {
        title: `${words.events} · ${facts.organization}`,
        description: words.ticketsOf(facts.organization),
        type: 'website',
        site: facts.organization,
        url,
        body: listBody(facts, language, ref),
      });
    case 'missing':
      return page(facts, {
        title: `${words.missing} · ${facts.organization}`,
        description: words.missingHint,
        type: 'website',
        site: facts.organization,
        url,
        body: `<h1>${words.missing}</h1><p>${words.missingHint}</p><p><a href="/events">${words.events}</a></p>`,
      });
  }
}

interface Parts {
  readonly title: string;
  readonly description: string;
  readonly type: 'event' | 'website';
  readonly site: string;
  readonly url: string;
  readonly body: string;
}

function page(facts: PageFacts, { title, description, type, site, url, body }: Parts): Markup {
  const meta = (name: string, content: string): string => `<meta property="${name}" content="${escaped(content)}">`;
  return {
    head: [
      `<title>${escaped(title)}</title>`,
      `<meta name="description" content="${escaped(description)}">`,
      `<link rel="canonical" href="${escaped(url)}">`,
      meta('og:title', title),
      meta('og:description', description),
      meta('og:type', type),
      meta('og:site_name', site),
      meta('og:url', url),
      // Data and no code, so the content security policy lets it stand; no text in it can end the element.
      `<script type="application/json" id="${PAGE_FACTS_ID}">${JSON.stringify(facts).replaceAll('<', '\\u003c')}</script>`,
    ].join('\n    '),
    body: `<main class="plain">${body}</main>`,
  };
}

/** "Saturday 25 July 2026, 14:00 – 23:00 · The Pool, Madrid. …", as much of it as searches and messengers show. */
function summary(event: PublicEvent, language: Language): string {
  const text = [`${whenOf(event, language)} · ${whereOf(event)}`, event.description?.replaceAll(/\s+/g, ' ').trim()]
    .filter(Boolean)
    .join('. ');
  // By whole characters: half of one is none that a browser may be sent.
  const start = /^[^]{0,200}/u.exec(text)?.[0] ?? '';
  return start === text ? text : `${start.trimEnd()}…`;
}

const whenOf = ({ date, startTime, endTime }: PublicEvent, language: Language): string => {
  const formats = formatsOf(language);
  return `${formats.day(date)}, ${formats.hours(startTime, endTime)}`;
};

const whereOf = ({ venue, address, city }: PublicEvent): string => [venue, address, city].filter(Boolean).join(', ');

const priceIn = (language: Language, price: string, currency: string): string =>
  formatsOf(language).money(parseMoney(price, currency) ?? 0, currency);

function eventBody(event: PublicEvent, state: SaleState, language: Language): string {
  const words = PAGE_WORDS[language];
  const row = (name: string, price: string, soldOut: boolean): string =>
    `<tr><th scope="row">${escaped(name)}</th><td>${escaped(priceIn(language, price, event.currency))}</td>` +
    `<td>${soldOut ? words.soldOut : ''}</td></tr>`;
  const states = { on_sale: '', sold_out: words.soldOut, over: words.over, cancelled: words.cancelled };
  return [
    `<p>${escaped(event.organization)}</p><h1>${escaped(event.title)}</h1>`,
    states[state] === '' ? '' : `<p><strong>${states[state]}</strong></p>`,
    `<p><time datetime="${event.startsAt}">${escaped(whenOf(event, language))}</time><br>${escaped(whereOf(event))}</p>`,
    event.description === null ? '' : `<p class="prose">${escaped(event.description)}</p>`,
    `<table><thead><tr><th scope="col">${words.tier}</th><th scope="col">${words.price}</th><td></td></tr></thead><tbody>`,
    ...event.tiers.map((tier) => row(tier.name, tier.price, tier.soldOut)),
    '</tbody></table>',
    event.addOns.length === 0 ? '' : `<h2>${words.addOns}</h2><table><tbody>`,
    ...event.addOns.map((addOn) => row(addOn.name, addOn.price, addOn.available === 0)),
    event.addOns.length === 0 ? '' : '</tbody></table>',
    state === 'on_sale' ? `<noscript><p>${words.noScript}</p></noscript>` : '',
  ].join('');
}

function listBody(
  { organization, events }: Extract<PageFacts, { kind: 'list' }>,
  language: Language,
  ref: string | null,
): string {
  const words = PAGE_WORDS[language];
  const formats = formatsOf(language);
  const code = linkCode(ref);
  const entries = events.map((event) => {
    const price = event.from === null ? words.soldOut : words.from(priceIn(language, event.from, event.currency));
    const facts = [
      `${formats.day(event.date)}, ${event.startTime}`,
      [event.venue, event.city].filter(Boolean).join(', '),
      price,
    ];
    const href = `/events/${event.slug}${code === null ? '' : `?ref=${code}`}`;
    return `<li><a href="${href}">${escaped(event.title)}</a><br>${facts.map(escaped).join(' · ')}</li>`;
  });
  return [
    `<p>${escaped(organization)}</p><h1>${words.events}</h1>`,
    entries.length === 0 ? `<p>${words.nothing}</p>` : `<ul>${entries.join('')}</ul>`,
  ].join('');
}
