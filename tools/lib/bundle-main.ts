import fs from 'node:fs';
import { builtinModules } from 'node:module';
import { build as viteBuild } from 'vite';
import { inRoot } from './root.ts';

/** Native code cannot be bundled: it ships as node_modules beside the bundles. `electron` is Electron itself. */
export const external = ['electron', 'better-sqlite3', '@node-rs/argon2'];

/** Each becomes one CommonJS file, dist/main/<name>.cjs, with all its JavaScript inside. A sandboxed preload must be one file. */
const entries = ['main', 'preload', 'serve', 'reset-owner'];

/**
 * What Node 18 lacks and a bundled package calls while it loads: pino's tracing channel, here one that nobody listens to.
 * (Node 18.19 and later have it.)
 */
const prelude =
  "require('node:diagnostics_channel').tracingChannel ??= () => ({ hasSubscribers: false, traceSync: (fn, _, self, ...args) => fn.apply(self, args) });";

/** Bundles what exists of main/<entry>.ts into `outDir`; answers the entries built. */
export async function bundleMain(outDir: string): Promise<string[]> {
  const present = entries.filter((entry) => fs.existsSync(inRoot('main', `${entry}.ts`)));
  await Promise.all(present.map((entry) => bundleEntry(entry, outDir)));
  return present;
}

async function bundleEntry(entry: string, outDir: string): Promise<void> {
  await viteBuild({
    configFile: false,
    envDir: false,
    root: inRoot('main'),
    logLevel: 'warn',
    publicDir: false,
    // Electron loads no ES module as the main entry in every version we meet, and a sandboxed preload never does.
    ssr: { noExternal: true, external: [...external], target: 'node' },
    build: {
      ssr: inRoot('main', `${entry}.ts`),
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
