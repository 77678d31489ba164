import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { kindOfAddress } from './webhook-address.ts';
import { isOfThisMachine, type Resolve, type Resolved } from './webhook-endpoint.ts';

/** An address that no receipt printer has; the message is for a person. */
export class PrinterAddressRefused extends Error {
  override readonly name = 'PrinterAddressRefused';
}

/**
 * The addresses of a printer, each of which is one of the local network (or of this machine, behind which a USB printer may listen) and not
 * this box office: connect to these and to nothing that a second question would answer.
 *
 * @throws PrinterAddressRefused, or Node's error where the name has no address
 */
export async function printerAddresses(
  host: string,
  port: number,
  origin: string,
  resolve: Resolve = (name) => lookup(name, { all: true }),
): Promise<Resolved[]> {
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (addresses.length === 0) throw Object.assign(new Error('No address'), { code: 'ENOTFOUND' });
  for (const { address } of addresses) refuse(address, port, origin);
  return [...addresses];
}

function refuse(address: string, port: number, origin: string): void {
  if (kindOfAddress(address) !== 'private')
    throw new PrinterAddressRefused('A printer has an address of the local network, such as 192.168.1.50.');
  if (String(port) === new URL(origin).port && isOfThisMachine(address))
    throw new PrinterAddressRefused('This is the address of this box office itself.');
}
