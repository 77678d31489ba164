import { logout } from '../../../src/shared/auth.ts';
import { call } from '../../lib/api.ts';
import { queryClient } from '../../lib/query.ts';
import { signedOut, token } from '../../lib/session.ts';

export async function signOut(): Promise<void> {
  const mine = token();
  // Signed out here even where the server does not hear of it: the token then ends by itself.
  await call(logout, { body: {} }).catch(() => undefined);
  signedOut(mine);
  queryClient.clear();
}

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
