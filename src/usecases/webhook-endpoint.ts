import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { kindOfAddress, plainAddress } from './webhook-address.ts';

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** Asks for every address of a host name. @throws Node's error (ENOTFOUND, EAI_AGAIN) */
export type Resolve = (hostname: string) => Promise<readonly Resolved[]>;

/** Where this box office itself is reached. */
export interface OwnAddress {
  /** `http://127.0.0.1:4870` */
  readonly origin: string;
  /** The public address of the settings. */
  readonly publicUrl: string | null;
}

export interface EndpointRules {
  readonly allowPrivate: boolean;
  readonly own: OwnAddress;
}

/** An endpoint whose address no webhook may go to; the message is for a person. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * The addresses of an endpoint, each of which was checked: connect to these and to nothing that a second question would answer, or a
 * name could point elsewhere in between. One bad address among good ones refuses them all.
 *
 * @throws AddressRefused, or Node's error where the name has no address
 */
export async function checkedAddresses(
  url: URL,
  rules: EndpointRules,
  resolve: Resolve = askOnce,
): Promise<Resolved[]> {
  const hostname = url.hostname.replaceAll(/^\[|\]$/g, '');
  const port = portOf(url);
  if (rules.own.publicUrl !== null && isSamePlace(url, new URL(rules.own.publicUrl))) throw new AddressRefused(ITSELF);
  const family = isIP(hostname);
  const addresses = family === 0 ? await resolve(hostname) : [{ address: hostname, family }];
  if (addresses.length === 0) throw Object.assign(new Error('No address'), { code: 'ENOTFOUND' });
  for (const { address } of addresses) {
    const kind = kindOfAddress(address);
    if (kind === 'never') throw new AddressRefused('This address is never called by a webhook.');
    if (kind === 'private' && !rules.allowPrivate)
      throw new AddressRefused('This is a private address. An owner may allow it with allowPrivateAddress.');
    if (port === portOf(new URL(rules.own.origin)) && isOfThisMachine(address)) throw new AddressRefused(ITSELF);
  }
  return [...addresses];
}

const ITSELF = 'This is the address of this box office itself.';

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

const isSamePlace = (one: URL, other: URL): boolean => one.hostname === other.hostname && portOf(one) === portOf(other);

/** Any loopback address counts: which of them a listening server answers to differs by system. */
export function isOfThisMachine(address: string): boolean {
  const plain = plainAddress(address);
  if (plain === '::1' || plain.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => plainAddress(own.address) === plain));
}

const underWay = new Map<string, Promise<Resolved[]>>();

/**
 * Asks the system, one question a name at a time: a question that hangs, as it does offline, holds one of the few threads on which
 * passwords are hashed.
 */
export function askOnce(hostname: string): Promise<Resolved[]> {
  const asked = underWay.get(hostname);
  if (asked) return asked;
  const asking = lookup(hostname, { all: true }).finally(() => underWay.delete(hostname));
  underWay.set(hostname, asking);
  return asking;
}
