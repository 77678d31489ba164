import { useMemo } from 'react';
import { qrPath } from '../lib/qr.ts';

/** A code as one SVG path: sharp on paper at any size. Black on white in both themes, with its quiet zone, or no camera reads it. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
