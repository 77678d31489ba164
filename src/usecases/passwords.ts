import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP's Password Storage Cheat Sheet. `algorithm: 2` is argon2id. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The PHC text of a password. Runs off the event loop; call it before the change, not inside it. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

const decoy = hashPassword('the account that is not there');

/** Whether a password fits; takes as long for an account that does not exist. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== null;
}
