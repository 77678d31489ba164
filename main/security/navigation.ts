/** The only pages of the wide world that the window hands to the system's browser. */
const OUTSIDE_HOSTS: ReadonlySet<string> = new Set(['ticketwavehq.com', 'www.ticketwavehq.com']);

/**
 * True for an address that this box office serves. `origin` is its own, such as `http://127.0.0.1:4870`. A blob: is none, though its
 * origin may be ours: a page wrote it, not the server.
 */
export function isOurs(address: string, origin: string): boolean {
  const url = parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return /^https?:$/.test(url.protocol) && url.origin === origin;
}

/**
 * True for what may open in the system's browser: our own pages (the API reference reads well beside the window) and the web
 * site of the maker, over https alone.
 */
export function mayOpenOutside(address: string, origin: string): boolean {
  if (isOurs(address, origin)) return true;
  const url = parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' && url.port === '' && OUTSIDE_HOSTS.has(url.hostname);
}

/** True for what a page may fetch over the network: from us alone. What lies in the page's own memory asks nobody. */
export function mayLoad(address: string, origin: string): boolean {
  const url = parse(address);
  if (url === null) return false;
  const inMemory = url.protocol === 'blob:' || url.protocol === 'data:';
  return inMemory || url.protocol === 'devtools:' || isOurs(address, origin);
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
