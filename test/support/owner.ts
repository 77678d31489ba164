import { signup } from '../../src/shared/auth.ts';
import type { Client } from './client.ts';

export const OWNER = { email: 'owner@example.com', password: 'correct horse battery', name: 'Olivia Owner' } as const;

/** Creates the first owner; the token. */
export const signUp = async (client: Client): Promise<string> =>
  (await client.call(signup, { token: null, body: OWNER })).token;
