import { useLingui } from '@lingui/react/macro';
import { type Role } from '../../src/shared/operation.ts';

export function useRoleName(): (role: Role) => string {
  const { t } = useLingui();
  return (role) => ({ owner: t`Owner`, manager: t`Manager`, staff: t`Staff`, scanner: t`Scanner` })[role];
}
