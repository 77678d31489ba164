import { useLingui } from '@lingui/react/macro';
import { IMPORT_FIELDS, type ImportField } from '../../../src/shared/import.ts';
import { Panel } from '../../components/panel.tsx';
import { Select } from '../../components/select.tsx';
import { type ImportFile, type Mapping } from './import-file.ts';
import { useFieldNames } from './import-words.ts';

interface ColumnTableProps {
  readonly chosen: ImportFile;
  readonly mapping: Mapping;
  readonly disabled: boolean;
  readonly onMap: (field: ImportField, column: string) => void;
}

/** Which column of the file holds what, as it was recognised and as the person corrects it. */
export function ColumnTable({ chosen, mapping, disabled, onMap }: ColumnTableProps) {
  const { t } = useLingui();
  const names = useFieldNames();
  const options = [
    { value: '', label: t`Not in the file` },
    ...[...new Set(chosen.header)].filter((name) => name !== '').map((value) => ({ value, label: value })),
  ];
  return (
    <Panel title={t`Columns`}>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-2 p-4">
        {IMPORT_FIELDS.map((field) => (
          <li key={field} className="grid grid-cols-[8.5rem_minmax(0,1fr)_minmax(0,7rem)] items-center gap-3">
            <span className="text-sm font-medium">{names[field]}</span>
            <Select
              size="sm"
              aria-label={t`Column of ${names[field]}`}
              value={mapping[field]}
              onValue={(column) => onMap(field, column)}
              options={options}
              disabled={disabled}
            />
            <span className="truncate text-sm text-muted">
              {mapping[field] === '' ? '' : (chosen.example[chosen.header.indexOf(mapping[field])] ?? '')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
