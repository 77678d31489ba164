import { me } from '../../src/shared/auth.ts';
import { type AnswerOf, mayActAs, type Role } from '../../src/shared/operation.ts';
import { useAsk } from './query.ts';
import { useSession } from './session.ts';

/** Who is signed in; undefined until the server said so. */
export function useMe(): AnswerOf<typeof me> | undefined {
  const { token } = useSession();
  return useAsk(me, {}, { enabled: token !== null }).data;
}

/** Whether this person may do what `needed` may. What they may not is not shown; the server refuses it anyway. */
export function useMay(needed: Role): boolean {
  const person = useMe();
  return person !== undefined && mayActAs(person.role, needed);
}
