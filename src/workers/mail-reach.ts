import { once } from 'node:events';
import { isIP, connect, type LookupFunction, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Milliseconds } from '../shared/instant.ts';
import type { MailServer } from '../usecases/mail-settings.ts';
import { kindOfAddress } from '../usecases/webhook-address.ts';
import { AddressRefused, askOnce, type Resolve } from '../usecases/webhook-endpoint.ts';

/** Where to, and how long to try, in milliseconds: to find the server, to reach it, and to agree on TLS where it speaks that at once. */
export interface Reach extends Pick<MailServer, 'host' | 'port' | 'security'> {
  readonly patience: Milliseconds;
  readonly resolve?: Resolve;
}

/**
 * Connects to the mail server. Its addresses are checked as they are connected to, so that no name leads to a link-local address, where clouds
 * keep their metadata; a relay in the house's own network is nothing unusual.
 *
 * @throws AddressRefused, or Node's error (ENOTFOUND, ECONNREFUSED, ETIMEDOUT, what is wrong with the certificate)
 */
export async function reach({ host, port, security, patience, resolve = askOnce }: Reach): Promise<Socket> {
  const isName = isIP(host) === 0;
  if (!isName) refuseAddress(host);
  const options = { host, port, lookup: checkedLookup(resolve), autoSelectFamily: true };
  const isTls = security === 'tls';
  const socket = isTls ? tls.connect({ ...options, ...(isName ? { servername: host } : {}) }) : connect(options);
  // Whoever has the socket listens too; an error in between must not end the process.
  socket.on('error', () => undefined);
  const tooLate = Object.assign(new Error('Too late'), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => socket.destroy(tooLate), patience);
  try {
    await once(socket, isTls ? 'secureConnect' : 'connect');
    return socket;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws AddressRefused */
function refuseAddress(address: string): void {
  if (kindOfAddress(address) === 'never') throw new AddressRefused('No mail server has such an address.');
}

/** A resolver that knows good addresses alone. One bad address among good ones refuses them all. */
const checkedLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, { all }, callback) => {
    const answer = async (): Promise<void> => {
      try {
        const addresses = [...(await resolve(hostname))];
        for (const { address } of addresses) refuseAddress(address);
        if (all) callback(null, addresses);
        else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
      } catch (error) {
        callback(error as NodeJS.ErrnoException, '');
      }
    };
    void answer();
  };
