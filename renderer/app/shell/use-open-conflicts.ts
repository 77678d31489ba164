import { useQuery } from '@tanstack/react-query';
import { listConflicts } from '../../../src/shared/devices.ts';
import { callPage } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';

/** How many late uploads disagree with the ledger and were not looked into; 0 for who may not. */
export function useOpenConflicts(): number {
  const may = useMay('manager');
  const { data } = useQuery({
    // Under the operation's id, so that settling one counts again at once.
    queryKey: [listConflicts.id, 'count'],
    queryFn: ({ signal }) => callPage(listConflicts, { query: { resolved: 'false', pageSize: 1 }, signal }),
    enabled: may,
    refetchInterval: 20_000,
  });
  return may ? (data?.total ?? 0) : 0;
}
