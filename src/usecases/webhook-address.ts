import { BlockList, isIP } from 'node:net';

/**
 * What an address is to a webhook: `public`; `private`, which an owner may allow (loopback, private, shared and unique-local networks);
 * or `never`: link-local with the clouds' metadata services, and whatever no endpoint can have.
 */
export type AddressKind = 'public' | 'private' | 'never';

const listOf = (subnets: string): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets.trim().split(/\s+/)) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
};

/** IANA's special-purpose registries, and metadata services that clouds keep at addresses of other kinds. */
const NEVER = listOf(`
  0.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.88.99.0/24 224.0.0.0/4 240.0.0.0/4
  192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 198.18.0.0/15
  2001:2::/48 2001:10::/28 2001:20::/28 2001:db8::/32 3fff::/20
  100.100.100.200/32 168.63.129.16/32 fd00:ec2::254/128 fd20:ce::254/128`);

const PRIVATE = listOf('10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7');

/** All that IPv6 routes, and the prefix behind which an IPv6-only network shows the IPv4 Internet. */
const PUBLIC_IPV6 = listOf('2000::/3 64:ff9b::/96');

/** The kind of an IP address in its usual text form; anything else is `never`. */
export function kindOfAddress(address: string): AddressKind {
  const plain = plainAddress(address);
  const family = isIP(plain);
  if (family === 0) return 'never';
  const name = family === 4 ? 'ipv4' : 'ipv6';
  if (NEVER.check(plain, name)) return 'never';
  if (PRIVATE.check(plain, name)) return 'private';
  if (family === 4) return 'public';
  const inside = embeddedIn(groupsOf(plain));
  return PUBLIC_IPV6.check(plain, name) && inside.every((ipv4) => kindOfAddress(ipv4) === 'public')
    ? 'public'
    : 'never';
}

/** An address without its zone, an IPv4-mapped one as the IPv4 address that it is: one text an address. */
export function plainAddress(address: string): string {
  const [bare = ''] = address.split('%');
  if (isIP(bare) !== 6) return bare;
  const groups = groupsOf(bare);
  const mapped = groups.slice(0, 6).join() === '0,0,0,0,0,65535';
  return mapped ? dotted(groups[6], groups[7]) : canonical(bare);
}

const canonical = (ipv6: string): string => new URL(`http://[${ipv6}]`).hostname.slice(1, -1);

/** The eight groups of an IPv6 address. */
function groupsOf(ipv6: string): number[] {
  const [head = '', tail = ''] = canonical(ipv6).split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [left, right] = [numbers(head), numbers(tail)];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');

/** The IPv4 addresses to which a translator or tunnel would carry on from this IPv6 address: NAT64, 6to4, Teredo, ISATAP. */
function embeddedIn([a, b, c, d, e, f, g = 0, h = 0]: readonly number[]): string[] {
  if (a === 0x64 && b === 0xff9b) return [dotted(g, h)];
  if (a === 0x2002) return [dotted(b, c)];
  if (a === 0x2001 && b === 0) return [dotted(c, d), dotted(g ^ 0xffff, h ^ 0xffff)];
  if ((e === 0 || e === 0x200) && f === 0x5efe) return [dotted(g, h)];
  return [];
}
