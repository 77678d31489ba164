import fs from 'node:fs';
import { builtinModules } from 'node:module';
import { build as viteBuild } from 'vite';
import { inRoot } from './root.ts';

/** Native code cannot be bundled: it ships as node_modules beside the bundles. `electron` is Electron itself. */
export const external = ['electron', 'better-sqlite3', '@node-rs/argon2'];

/**
 * Each becomes one CommonJS file, dist/main/<name>.cjs, with all its JavaScript inside. A sandboxed preload must be one file, and so must
 * a thread: it is found beside the program that begins it.
 */
const entries: Readonly<Record<string, string>> = {
  main: 'main/main.ts',
  preload: 'main/preload.ts',
  serve: 'main/serve.ts',
  'reset-owner': 'main/reset-owner.ts',
  'print-thread': 'src/pdf/print-thread.ts',
};

/**
 * What Node 18 lacks and a bundled package calls while it loads: pino's tracing channel, here one that nobody listens to.
 * (Node 18.19 and later have it.)
 */
const prelude =
  "require('node:diagnostics_channel').tracingChannel ??= () => ({ hasSubscribers: false, traceSync: (fn, _, self, ...args) => fn.apply(self, args) });";

/** Bundles what exists of the entries into `outDir`; answers the entries built. */
export async function bundleMain(outDir: string): Promise<string[]> {
  const present = Object.entries(entries).filter(([, file]) => fs.existsSync(inRoot(file)));
  await Promise.all(present.map(([entry, file]) => bundleEntry(entry, file, outDir)));
  return present.map(([entry]) => entry);
}

async function bundleEntry(entry: string, file: string, outDir: string): Promise<void> {
  await viteBuild({
    configFile: false,
    envDir: false,
    root: inRoot('main'),
    logLevel: 'warn',
    publicDir: false,
    // Electron loads no ES module as the main entry in every version we meet, and a sandboxed preload never does.
    ssr: { noExternal: true, external: [...external], target: 'node' },
    build: {
      ssr: inRoot(file),
      target: 'node18',
      outDir,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        // What a dependency does inside is not ours to change (koa's `depd` uses eval).
        checks: { eval: false },
        external: [...external, ...builtinModules, /^node:/],
        output: {
          format: 'cjs',
          codeSplitting: false,
          entryFileNames: `${entry}.cjs`,
          ...(entry === 'preload' ? {} : { banner: prelude }),
        },
      },
    },
  });
}
