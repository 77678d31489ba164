import { type ReactNode } from 'react';

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly children?: ReactNode;
}

/** One number of the night, large. */
export function Tile({ label, value, note, children }: TileProps) {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 pt-3 pb-3.5">
      <p className="truncate text-sm font-medium text-muted">{label}</p>
      <p className="figures mt-0.5 truncate text-2xl font-semibold tracking-tight">{value}</p>
      <p className="text-sm text-muted">{note}</p>
      {children !== undefined && <div className="mt-auto pt-2.5">{children}</div>}
    </div>
  );
}
