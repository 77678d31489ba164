import fs from 'node:fs';
import path from 'node:path';
import { build as viteBuild } from 'vite';
import { inRoot } from './root.ts';

/** Builds the pages by renderer/vite.config.ts into `outDir`, and lays the API reference's script beside them, read offline. */
export async function bundleRenderer(outDir: string): Promise<string[]> {
  const built: string[] = [];
  if (fs.existsSync(inRoot('renderer', 'index.html'))) {
    await viteBuild({
      configFile: inRoot('renderer', 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir, emptyOutDir: true, reportCompressedSize: false },
    });
    built.push('renderer');
  }
  const docs = path.join(outDir, 'docs');
  fs.mkdirSync(docs, { recursive: true });
  const scalar = inRoot('node_modules', '@scalar', 'api-reference', 'dist', 'browser', 'standalone.js');
  fs.copyFileSync(scalar, path.join(docs, 'api-reference.js'));
  return [...built, 'docs'];
}
