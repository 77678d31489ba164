import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { welcome } from '../../src/shared/auth.ts';
import { enterDemo, leaveDemo } from '../../src/shared/demo.ts';
import { call } from './api.ts';
import { ask, queryClient } from './query.ts';
import { followLedger, signedIn } from './session.ts';

/** Nothing of one ledger may be seen in the other, so every answer is forgotten. */
async function startAfresh(): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== welcome.id });
  await queryClient.fetchQuery({ ...ask(welcome), staleTime: 0 });
}

/** Opens the demo, making it at the first time (some seconds), and signs in there. */
export const useEnterDemo = (): UseMutationResult<void, Error, void> =>
  useMutation({
    mutationFn: async () => {
      const { token } = await call(enterDemo, { body: {} });
      signedIn(token, 'demo');
      await startAfresh();
    },
  });

/** Back to the real ledger, to whoever was signed in there. */
export const useLeaveDemo = (): UseMutationResult<void, Error, void> =>
  useMutation({
    mutationFn: async () => {
      await call(leaveDemo);
      followLedger('real');
      await startAfresh();
    },
  });
