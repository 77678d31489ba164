import { type ReactNode } from 'react';

/** A part of the order's panel. */
export const Section = ({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) => (
  <section className="border-t border-line px-5 py-3.5">
    <h3 className="mb-1 flex items-baseline gap-2 text-sm font-semibold">
      {title}
      {note !== undefined && <span className="figures font-normal text-muted">{note}</span>}
    </h3>
    {children}
  </section>
);
