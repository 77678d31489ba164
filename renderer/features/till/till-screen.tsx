import { useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { myTill } from '../../../src/shared/tills.ts';
import { Button } from '../../components/button.tsx';
import { Screen } from '../../components/screen.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useMay } from '../../lib/me.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { NewTillDialog } from './new-till-dialog.tsx';
import { OpenTills } from './open-tills.tsx';
import { PastSessions } from './past-sessions.tsx';
import { ThisShift } from './this-shift.tsx';

/** The drawer that this login works at, or the tills to open; beside it the shifts before. */
export function TillScreen() {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const mayAdd = useMay('manager');
  const { data, error, refetch } = useAsk(myTill, {}, { every: 5_000 });
  useShortcut('n', () => setAdding(true), { label: t`New till`, group: t`Till`, enabled: mayAdd });
  return (
    <Screen
      title={t`Till`}
      actions={mayAdd && <Button icon={Plus} onClick={() => setAdding(true)}>{t`New till`}</Button>}
    >
      <div className="grid h-full grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)] gap-5 p-5">
        {data !== undefined ? (
          data.session ? (
            <ThisShift key={data.session.id} session={data.session} />
          ) : (
            <OpenTills requireTill={data.requireTill} />
          )
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines count={6} />
        )}
        <PastSessions />
      </div>
      {adding && <NewTillDialog onClose={() => setAdding(false)} />}
    </Screen>
  );
}
