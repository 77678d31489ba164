import path from 'node:path';

// Where the built program finds its own files: dist/main beside dist/renderer, in the repository and in the package alike.
const here = import.meta.dirname;

/** The built console, which the server hands out. */
export const consoleDir = path.join(here, '..', 'renderer');
export const preloadFile = path.join(here, 'preload.cjs');
export const windowIcon = path.join(here, '..', '..', 'resources', 'icons', 'icon.png');
