import { useLingui } from '@lingui/react/macro';
import { FileSpreadsheet, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { cx } from '../../lib/cx.ts';
import { useFormat } from '../../lib/format.ts';
import { type ImportFile } from './import-file.ts';
import { useFormatName } from './import-words.ts';

interface FileDropProps {
  readonly chosen: ImportFile | null;
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

/** Where a file is dropped, or chosen by a button. */
export function FileDrop({ chosen, disabled, onFile }: FileDropProps) {
  const { t } = useLingui();
  const format = useFormat();
  const formatName = useFormatName();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={cx(
        'flex items-center gap-4 rounded-lg border border-dashed p-5',
        over ? 'border-focus bg-selected' : 'border-edge bg-surface',
      )}
    >
      <span className="flex size-12 shrink-0 items-center justify-center rounded-full bg-sunken text-muted">
        <FileSpreadsheet aria-hidden className="size-6" />
      </span>
      <div className="min-w-0 flex-1">
        {chosen === null ? (
          <>
            <p className="font-semibold">{t`Drop a CSV file here`}</p>
            <p className="text-muted">
              {t`An export of this box office, of pretix or Eventbrite, or any list with a line a ticket.`}
            </p>
          </>
        ) : (
          <>
            <p className="truncate font-semibold">{chosen.file.name}</p>
            <p className="figures text-muted">
              {formatName(chosen.format)} · {format.size(chosen.file.size)}
            </p>
          </>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        aria-label={t`File to import`}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Button
        icon={FolderOpen}
        disabled={disabled}
        look={chosen === null ? 'primary' : 'normal'}
        onClick={() => picker.current?.click()}
      >
        {chosen === null ? t`Choose a file…` : t`Another file…`}
      </Button>
    </div>
  );
}
