import { useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Operation } from '../../src/shared/operation.ts';
import { type CallInput } from '../lib/api.ts';
import { useFormat } from '../lib/format.ts';
import { saveFromServer } from '../lib/save-from-server.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorNote } from './states.tsx';
import { useToast } from './toast.tsx';

interface ExportDialogProps<O extends Operation> extends CallInput<O> {
  readonly operation: O;
  readonly title: string;
  /** What the file holds. */
  readonly description: string;
  readonly suggestedName: string;
  /** Which of it. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** Saves an export where the person says, tells how far it is, and ends it when asked to. */
export function ExportDialog<O extends Operation>(props: ExportDialogProps<O>) {
  const { operation, params, query, title, description, suggestedName, children, onClose } = props;
  const { t } = useLingui();
  const format = useFormat();
  const toast = useToast();
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ending = useRef<AbortController | null>(null);
  const saving = bytes !== null;
  useEffect(() => () => ending.current?.abort(), []);

  const save = async (): Promise<void> => {
    const own = (ending.current = new AbortController());
    setBytes(0);
    setError(null);
    try {
      const input = { ...(params && { params }), ...(query && { query }) };
      const saved = await saveFromServer(operation, {
        ...input,
        suggestedName,
        onProgress: setBytes,
        signal: own.signal,
      });
      if (saved) toast.done(t`Saved`, suggestedName);
      if (saved) onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBytes(null);
    }
  };

  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button look="quiet" onClick={saving ? () => ending.current?.abort() : onClose}>
            {saving ? t`Stop` : t`Cancel`}
          </Button>
          <Button look="primary" icon={Download} busy={saving} onClick={() => void save()}>
            {t`Save as…`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        {children}
        {saving && (
          <div role="status">
            <div className="h-1.5 overflow-hidden rounded-full bg-bar-ground">
              <div className="h-full w-full animate-shimmer bg-bar" />
            </div>
            <p className="figures mt-1.5 text-sm text-muted">{t`${format.size(bytes)} written`}</p>
          </div>
        )}
        <ErrorNote error={error} />
      </div>
    </Dialog>
  );
}
