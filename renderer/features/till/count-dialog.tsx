import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMoney } from '../../../src/shared/money.ts';
import {
  closeTill,
  listTills,
  listTillSessions,
  myTill,
  tillReport,
  type TillReportOut,
  type TillSessionOut,
} from '../../../src/shared/tills.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { MoneyInput } from '../../components/money-input.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { refresh, useChange } from '../../lib/query.ts';
import { denominationsOf, sumOf } from './counting.ts';
import { Difference } from './difference.tsx';

const FORM = 'count-form';

/** Counts the drawer blind: by notes and coins, or the sum. Only then the difference is told, and the shift is over. */
export function CountDialog({ session, onClose }: { session: TillSessionOut; onClose: () => void }) {
  const close = useChange(closeTill);
  const finish = (): void => {
    // The shift is no longer this login's: what shows it goes away with this dialog.
    void refresh(myTill, tillReport, listTills, listTillSessions);
    onClose();
  };
  return close.data ? (
    <Closed report={close.data} onClose={finish} />
  ) : (
    <Count
      session={session}
      busy={close.isPending}
      error={close.error}
      onClose={onClose}
      onCounted={(body) => close.mutate({ params: { id: session.id }, body })}
    />
  );
}

interface CountProps {
  readonly session: TillSessionOut;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onCounted: (counted: { counted: string; note: string }) => void;
}

function Count({ session, busy, error, onClose, onCounted }: CountProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { currency } = session;
  const [counts, setCounts] = useState<ReadonlyMap<number, number>>(new Map());
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const byPiece = counts.size > 0;
  const counted = byPiece ? formatMoney(sumOf(counts), currency) : typed;
  const money = (minor: number): string => format.money(formatMoney(minor, currency), currency);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Count ${session.till.name}`}
      description={t`Count what lies in the drawer. What should be in it is told afterwards.`}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" form={FORM} look="primary" busy={busy} disabled={counted === ''}>
            {counted === '' ? t`Close the till` : t`Close with ${format.money(counted, currency)}`}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (counted !== '' && !busy) onCounted({ counted, note });
        }}
      >
        <Field label={t`Counted`} hint={byPiece ? t`The sum of the pieces below.` : t`The sum, or the pieces below.`}>
          {(field) => (
            <MoneyInput
              {...field}
              currency={currency}
              value={counted}
              readOnly={byPiece}
              onValue={setTyped}
              className="h-control-lg! text-xl font-semibold"
            />
          )}
        </Field>
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t`Notes and coins`}</legend>
          <div className="grid grid-cols-5 gap-2">
            {denominationsOf(currency).map((value) => (
              <Field key={value} label={<span className="figures">{money(value)}</span>}>
                {(field) => (
                  <NumberInput
                    {...field}
                    value={counts.get(value) ?? null}
                    onValue={(count) => {
                      const next = new Map(counts);
                      if (count === null || count === 0) next.delete(value);
                      else next.set(value, count);
                      setCounts(next);
                    }}
                  />
                )}
              </Field>
            ))}
          </div>
        </fieldset>
        <Field label={t`Note`} optional={t`optional`}>
          {(field) => (
            <Input {...field} maxLength={300} value={note} onChange={({ target }) => setNote(target.value)} />
          )}
        </Field>
        <ErrorNote error={error} />
      </form>
    </Dialog>
  );
}

function Closed({ report, onClose }: { report: TillReportOut; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const format = useFormat();
  const { session } = report;
  const money = (amount: string | null): string => (amount === null ? '–' : format.money(amount, session.currency));
  const toReport = (): void => {
    onClose();
    void navigate({ to: '/print/till/$sessionId', params: { sessionId: session.id } });
  };
  return (
    <Dialog
      key="closed"
      open
      onClose={onClose}
      size="sm"
      title={t`${session.till.name} is closed`}
      description={t`Z report ${session.zNumber ?? ''}`}
      footer={
        <>
          <Button onClick={onClose}>{t`Done`}</Button>
          <Button look="primary" onClick={toReport}>{t`Z report`}</Button>
        </>
      }
    >
      <dl className="flex flex-col gap-1.5 text-lg">
        <div className="flex justify-between">
          <dt className="text-muted">{t`Should be in it`}</dt>
          <dd className="figures">{money(session.expected)}</dd>
        </div>
        <div className="flex justify-between">
          <dt className="text-muted">{t`Counted`}</dt>
          <dd className="figures">{money(session.counted)}</dd>
        </div>
      </dl>
      <div className="mt-4">
        <Difference session={session} large />
      </div>
    </Dialog>
  );
}
