import type { Context, Next } from 'koa';
import { networkInterfaces } from 'node:os';
import type { TLSSocket } from 'node:tls';
import { BoxOfficeError } from '../../shared/errors.ts';
import { stateOf } from '../context.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An IPv4 address without its IPv6 mapping. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

export const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/** This machine's addresses as they stand in a Host header; asked again every few seconds, as Wi-Fi comes and goes. */
function lanHosts(): Set<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return new Set(addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address.split('%')[0]}]` : address)));
}

let known = { at: 0, hosts: new Set<string>() };
function isLanHost(name: string): boolean {
  if (known.hosts.has(name)) return true;
  if (Date.now() - known.at > 5_000) known = { at: Date.now(), hosts: lanHosts() };
  return known.hosts.has(name);
}

/** Host name without its port, lower case; null where the header is not one host. */
function hostName(header: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(header);
  return match?.[1]?.toLowerCase() ?? null;
}

/**
 * Refuses what was not meant for this server: a foreign, missing or doubled Host (a rebinding attack names its own), and a foreign
 * Origin (a web page of somebody else's in a browser on this network).
 *
 * @param publicUrl the address of the settings, or null
 */
export function hostGuard(publicUrl: () => Promise<string | null>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const state = stateOf(ctx);
    const hosts = ctx.req.rawHeaders.filter(
      (_, index, headers) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === 'host',
    );
    const host = hosts[0] ?? '';
    const name = hosts.length === 1 ? hostName(host) : null;
    const published = await publicUrl();
    const isPublished = published !== null && name !== null && new URL(published).hostname.toLowerCase() === name;
    if (name === null || !(LOOPBACK_NAMES.has(name) || isPublished || isLanHost(name))) {
      throw new BoxOfficeError('misdirected', 'This box office does not answer to that host name.');
    }
    if (!ctx.req.url?.startsWith('/')) throw new BoxOfficeError('invalid_path', 'The path must begin with a slash.');
    const origin = ctx.get('origin');
    const encrypted = (ctx.req.socket as TLSSocket).encrypted === true;
    if (origin !== '' && origin !== `${encrypted ? 'https' : 'http'}://${host}` && origin !== published) {
      throw new BoxOfficeError('foreign_origin', 'Calls from pages of another origin are refused.');
    }
    state.onThisMachine = isLoopback(state.address) && LOOPBACK_NAMES.has(name);
    state.secureEnough = state.onThisMachine || encrypted;
    await next();
  };
}
