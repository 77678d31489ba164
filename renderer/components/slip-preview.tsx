import { useLingui } from '@lingui/react/macro';
import { type SlipRow } from '../../src/shared/slip.ts';
import { QrCode } from './qr-code.tsx';

interface SlipPreviewProps {
  readonly columns: number;
  readonly rows: readonly SlipRow[];
}

/** The roll as the printer is told it, letter by letter: black on white in either theme, as paper is. */
export function SlipPreview({ columns, rows }: SlipPreviewProps) {
  const { t } = useLingui();
  return (
    <div
      role="region"
      aria-label={t`Preview`}
      className="slip mx-auto w-fit rounded-sm border border-line p-4 shadow-popup"
    >
      {rows.map((row, index) =>
        row.kind === 'cut' ? (
          <hr key={index} className="my-4 border-t border-dashed" />
        ) : row.kind === 'qr' ? (
          <QrCode key={index} text={row.text} label={t`Code ${row.text}`} className="mx-auto my-2 size-32" />
        ) : (
          <p
            key={index}
            className={`${row.bold ? 'font-bold' : ''} ${row.big ? 'slip-big' : ''}`}
            style={{ width: `${row.big ? columns / 2 : columns}ch` }}
          >
            {row.text === '' ? '\u00a0' : row.text}
          </p>
        ),
      )}
    </div>
  );
}
