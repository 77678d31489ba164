import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ArrowDownToLine, ArrowUpFromLine, Calculator, FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { tillReport, type TillSessionOut } from '../../../src/shared/tills.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonClass } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Panel } from '../../components/panel.tsx';
import { ErrorState, SkeletonLines } from '../../components/states.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMethodName } from '../../lib/method-name.ts';
import { useAsk } from '../../lib/query.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { CountDialog } from './count-dialog.tsx';
import { MoveCashDialog } from './move-cash-dialog.tsx';

/** The shift at this drawer: what was sold, what moved, and its end. What should lie in it is no cashier's to see before the count. */
export function ThisShift({ session }: { session: TillSessionOut }) {
  const { t } = useLingui();
  const format = useFormat();
  const methodName = useMethodName();
  const [doing, setDoing] = useState<'in' | 'out' | 'count' | null>(null);
  const { data, error, refetch } = useAsk(tillReport, { params: { id: session.id } }, { every: 10_000 });
  const group = t`Till`;
  useShortcut('i', () => setDoing('in'), { label: t`Put cash in`, group });
  useShortcut('o', () => setDoing('out'), { label: t`Take cash out`, group });
  useShortcut('c', () => setDoing('count'), { label: t`Count and close`, group });
  const money = (amount: string): string => format.money(amount, session.currency);
  const done = (): void => setDoing(null);
  return (
    <Panel title={session.till.name} actions={<Badge tone="good">{t`Open`}</Badge>}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <p className="px-4 pt-3.5 text-base text-muted">
          {t`${session.openedBy ?? ''}, since ${format.dateTime(session.openedAt)}`}
        </p>
        {data === undefined ? (
          error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines count={5} />
          )
        ) : (
          <>
            <dl className="grid grid-cols-3 gap-3 p-4">
              <Figure term={t`Sales`} value={format.number(data.sales.orders)} />
              <Figure term={t`Tickets`} value={format.number(data.sales.tickets)} />
              <Figure
                term={t`In the drawer`}
                value={data.cash ? money(data.cash.expected) : t`after the count`}
                quiet={!data.cash}
              />
            </dl>
            <dl className="border-t border-line px-4 py-3">
              <Row term={t`Float`}>{money(session.float)}</Row>
              {data.methods.map(({ method, payments, net }) => (
                <Row key={method} term={`${methodName(method)} · ${format.number(payments)}`}>
                  {net === null ? '–' : money(net)}
                </Row>
              ))}
              {data.refunds.count > 0 && <Row term={t`Refunds`}>{format.number(data.refunds.count)}</Row>}
              {data.voids.count > 0 && <Row term={t`Undone sales`}>{format.number(data.voids.count)}</Row>}
            </dl>
            {data.movements.length > 0 && (
              <ul aria-label={t`Cash put in and taken out`} className="border-t border-line px-4 py-3">
                {data.movements.map((move) => (
                  <li key={move.id} className="flex justify-between gap-4 py-0.5">
                    <span className="min-w-0 truncate">
                      {move.reason}
                      <span className="ml-2 text-sm text-muted">
                        {format.time(move.createdAt)} · {move.madeBy}
                      </span>
                    </span>
                    <span className="figures">{`${move.kind === 'in' ? '+' : '−'}${money(move.amount)}`}</span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-canvas px-4 py-3">
        <Button icon={ArrowDownToLine} onClick={() => setDoing('in')}>
          {t`Paid in`}
        </Button>
        <Button icon={ArrowUpFromLine} onClick={() => setDoing('out')}>
          {t`Paid out`}
        </Button>
        <Link to="/print/till/$sessionId" params={{ sessionId: session.id }} className={buttonClass()}>
          <FileText aria-hidden className="size-4" />
          {t`X report`}
        </Link>
        <Button look="primary" icon={Calculator} onClick={() => setDoing('count')} className="ml-auto">
          {t`Count and close`}
          <Kbd keys="c" />
        </Button>
      </footer>
      {(doing === 'in' || doing === 'out') && <MoveCashDialog session={session} kind={doing} onClose={done} />}
      {doing === 'count' && <CountDialog session={session} onClose={done} />}
    </Panel>
  );
}

const Figure = ({ term, value, quiet = false }: { term: string; value: string; quiet?: boolean }) => (
  <div className="rounded-md bg-sunken px-3 py-2.5">
    <dt className="text-sm text-muted">{term}</dt>
    <dd className={quiet ? 'text-base text-muted' : 'figures truncate text-2xl font-semibold'}>{value}</dd>
  </div>
);

const Row = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="flex justify-between gap-4 py-0.5">
    <dt className="text-muted first-letter:uppercase">{term}</dt>
    <dd className="figures">{children}</dd>
  </div>
);
