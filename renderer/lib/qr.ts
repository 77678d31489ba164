import { encode } from 'uqr';

/** A code as one path in a square of `size`, with the quiet zone that cameras need. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const code = encode(text, { ecc: 'M', border: 4 });
  const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: code.size, path: squares.join('') };
}

/** The same as a file that any program for pictures opens, black on white. */
export function qrFile(text: string): string {
  const { size, path } = qrPath(text);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  );
}
