import { useLingui } from '@lingui/react/macro';
import { type z } from 'zod';
import { type paymentMethod } from '../../src/shared/orders.ts';

/** A way of paying in a word. */
export function useMethodName(): (method: z.infer<typeof paymentMethod>) => string {
  const { t } = useLingui();
  return (method) =>
    ({ cash: t`cash`, card: t`card`, comp: t`comp`, stripe: t`online`, external: t`elsewhere` })[method];
}
