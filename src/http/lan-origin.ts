import { networkInterfaces } from 'node:os';

/** A listening address that means all of this machine's addresses, and so is none that a link could name. */
const EVERYWHERE = new Set(['0.0.0.0', '[::]']);

const ASKED_AGAIN_AFTER = 5_000;

/**
 * Where others reach a server that listens at `url`: one that listens everywhere is named by its first address on the network, IPv4
 * before IPv6 as people read it, or by its loopback address where there is no network.
 */
export function reachableOrigin(url: string, interfaces = networkInterfaces()): string {
  const { hostname, port } = new URL(url);
  if (!EVERYWHERE.has(hostname)) return url;
  const outside = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal);
  const ipv4 = outside.find(({ family, address }) => family === 'IPv4' && !address.startsWith('169.254.'));
  // An IPv4 socket answers no IPv6 address.
  const ipv6 = outside.find(({ family, address }) => family === 'IPv6' && !address.startsWith('fe80:'));
  const host = ipv4?.address ?? (hostname === '[::]' && ipv6 ? `[${ipv6.address}]` : '127.0.0.1');
  return `http://${host}:${port}`;
}

/** The same, asked of the machine again every few seconds, as Wi-Fi comes and goes. @param url '' while it does not listen yet */
export function openOrigin(url: () => string): () => string {
  let known = { url: '', at: 0, origin: '' };
  return () => {
    const now = performance.now();
    if (known.url !== url() || now - known.at > ASKED_AGAIN_AFTER)
      known = { url: url(), at: now, origin: url() === '' ? '' : reachableOrigin(url()) };
    return known.origin;
  };
}
