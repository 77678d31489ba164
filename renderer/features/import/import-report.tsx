import { Plural, useLingui } from '@lingui/react/macro';
import { CircleCheck, Download } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button } from '../../components/button.tsx';
import { type Column, DataGrid } from '../../components/data-grid.tsx';
import { Panel } from '../../components/panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { type Rows } from '../../lib/query.ts';
import { saveFile } from '../../lib/save-file.ts';
import { type Report } from './use-import.ts';

type BadLine = Report['bad'][number];

/** What the file would become, or became: how many tickets, and every line that was refused. */
export function ImportReport({ report }: { report: Report }) {
  const { t } = useLingui();
  const { imported, skipped, badCount } = report;
  return (
    <Panel title={report.dryRun ? t`What the import would do` : t`What the import did`}>
      <div role="status" className="grid grid-cols-3 divide-x divide-line">
        <Figure value={imported}>
          {report.dryRun ? (
            <Plural value={imported} one="ticket will be taken over" other="tickets will be taken over" />
          ) : (
            <Plural value={imported} one="ticket was taken over" other="tickets were taken over" />
          )}
        </Figure>
        <Figure value={skipped}>
          <Plural
            value={skipped}
            one="line is here already, or was cancelled there"
            other="lines are here already, or were cancelled there"
          />
        </Figure>
        <Figure value={badCount}>
          <Plural value={badCount} one="line is refused" other="lines are refused" />
        </Figure>
      </div>
      {badCount > 0 ? (
        <BadLines bad={report.bad} count={badCount} />
      ) : (
        <p className="flex items-center gap-2 border-t border-line px-4 py-3 text-good">
          <CircleCheck aria-hidden className="size-4" />
          {t`Every line could be read.`}
        </p>
      )}
    </Panel>
  );
}

function Figure({ value, children }: { value: number; children: ReactNode }) {
  const format = useFormat();
  return (
    <p className="flex flex-col px-4 py-3">
      <span className="figures text-2xl font-semibold">{format.number(value)}</span>
      <span className="text-sm text-muted">{children}</span>
    </p>
  );
}

function BadLines({ bad, count }: { bad: readonly BadLine[]; count: number }) {
  const { t } = useLingui();
  const rows = useMemo<Rows<BadLine>>(
    () => ({ count: bad.length, at: (index) => bad[index], look: () => undefined }),
    [bad],
  );
  const columns: readonly Column<BadLine>[] = [
    { id: 'line', header: t`Line`, width: '5rem', align: 'right', cell: ({ line }) => line },
    { id: 'error', header: t`Why it is refused`, width: 'minmax(0, 1fr)', cell: ({ error }) => error },
  ];
  return (
    <>
      <div className="flex items-center gap-3 border-t border-line px-4 py-2">
        <p className="text-sm text-muted">
          {count > bad.length
            ? t`The first ${bad.length} refused lines. Correct them in the file and import it again: what is here already stays as it is.`
            : t`Correct these lines in the file and import it again: what is here already stays as it is.`}
        </p>
        <Button
          size="sm"
          icon={Download}
          className="ml-auto"
          onClick={() => void saveFile('refused-lines.csv', new Blob([csvOf(bad)], { type: 'text/csv' }))}
        >
          {t`Save the refused lines…`}
        </Button>
      </div>
      <div className="h-72 border-t border-line">
        <DataGrid
          label={t`Refused lines`}
          rows={rows}
          columns={columns}
          keyOf={({ line }) => String(line)}
          rowHeight={34}
        />
      </div>
    </>
  );
}

const csvOf = (bad: readonly BadLine[]): string =>
  [['line', 'code', 'error'], ...bad.map(({ line, code, error }) => [String(line), code, error])]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');
