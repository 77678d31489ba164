import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { cx } from '../lib/cx.ts';
import { type Rows } from '../lib/query.ts';
import { useWidth } from '../lib/use-width.ts';
import { Skeleton } from './states.tsx';

export interface Column<Entry> {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (entry: Entry) => ReactNode;
  /** A track of CSS grid: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'left' | 'right';
  /** Left out where the grid is narrower than this, in pixels. */
  readonly from?: number;
}

interface DataGridProps<Entry> {
  readonly label: string;
  readonly rows: Rows<Entry>;
  readonly columns: readonly Column<Entry>[];
  readonly keyOf: (entry: Entry) => string;
  /** The entry that is open beside the grid. */
  readonly openKey?: string | undefined;
  /** Enter or a press. */
  readonly onOpen?: (entry: Entry) => void;
  /** An arrow key moved onto it: shown beside, while the focus stays here. */
  readonly onMove?: (entry: Entry) => void;
  readonly rowHeight?: number;
  readonly dimmed?: boolean;
  /** For whoever leads the focus in here, such as the search above by ↓. */
  readonly ref?: Ref<HTMLDivElement>;
}

/**
 * A list of any length with a bounded number of rows in the page. One stop of the Tab key; the arrows, Page, Home and End move
 * the active row, Enter opens it. Rows not fetched yet keep their place, so nothing shifts.
 */
export function DataGrid<Entry>(props: DataGridProps<Entry>) {
  const { label, rows, columns, keyOf, openKey, onOpen, onMove, rowHeight = 40, dimmed = false, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const gridId = useId();
  const [active, setActive] = useState(0);

  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last]);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(ref, () => scroller.current);

  const shown = columns.filter(({ from = 0 }) => width === 0 || width >= from);
  const template = { gridTemplateColumns: shown.map((column) => column.width).join(' ') };
  const activeRow = Math.min(active, Math.max(0, rows.count - 1));

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(rows.count - 1, index));
    setActive(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
    const entry = rows.at(next);
    if (entry !== undefined) onMove?.(entry);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1);
    const to: Record<string, number> = {
      ArrowDown: activeRow + 1,
      ArrowUp: activeRow - 1,
      PageDown: activeRow + page,
      PageUp: activeRow - page,
      Home: 0,
      End: rows.count - 1,
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      moveTo(next);
    } else if (event.key === 'Enter') {
      const entry = rows.at(activeRow);
      if (entry === undefined) return;
      event.preventDefault();
      onOpen?.(entry);
    }
  };

  const onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (row === null) return;
    const index = Number(row.dataset['index']);
    setActive(index);
    const entry = rows.at(index);
    if (entry !== undefined) onOpen?.(entry);
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.count + 1}
      aria-activedescendant={rows.count > 0 ? `${gridId}-${activeRow}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className={cx(
        'group/grid h-full overflow-y-auto bg-surface focus-visible:-outline-offset-2',
        dimmed && 'opacity-60',
      )}
    >
      <div
        role="row"
        aria-rowindex={1}
        style={template}
        className="sticky top-0 z-10 grid h-8 items-center gap-x-3 border-b border-line bg-surface px-4 text-xs font-medium text-muted"
      >
        {shown.map((column) => (
          <div key={column.id} role="columnheader" className={cx('truncate', column.align === 'right' && 'text-right')}>
            {column.header}
          </div>
        ))}
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const entry = rows.at(index);
          const isOpen = entry !== undefined && keyOf(entry) === openKey;
          return (
            <div
              key={index}
              id={`${gridId}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={isOpen}
              data-index={index}
              style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
              className={cx(
                'absolute inset-x-0 top-0 grid items-center gap-x-3 border-b border-line/70 px-4 text-base',
                isOpen ? 'bg-selected' : onOpen && 'hover:bg-sunken',
                index === activeRow && 'group-focus-visible/grid:shadow-[inset_3px_0_0_var(--color-focus)]',
              )}
            >
              {shown.map((column) => (
                <div
                  key={column.id}
                  role="gridcell"
                  className={cx('min-w-0 truncate', column.align === 'right' && 'figures text-right')}
                >
                  {entry === undefined ? <Skeleton className="h-4 w-3/4" /> : column.cell(entry)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
