import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './root.ts';

export type Electron = { path: string } | { missing: string };

const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Record<string, string>;

function inDist(dist: string): string {
  return path.join(dist, executable[process.platform] ?? 'electron');
}

/** The Electron that is on this disk already: ELECTRON_OVERRIDE_DIST_PATH's, else the electron package's. */
export function installedElectron(): Electron {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const file = inDist(override || inRoot('node_modules', 'electron', 'dist'));
  if (!fs.existsSync(file)) {
    return {
      missing: override ? `ELECTRON_OVERRIDE_DIST_PATH holds no ${path.basename(file)}` : 'it is not downloaded',
    };
  }
  const lacking = missingLibraries(file);
  return lacking.length > 0 ? { missing: `this machine lacks ${lacking.join(', ')}` } : { path: file };
}

function missingLibraries(file: string): string[] {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ldd', [file], { encoding: 'utf8', timeout: 15_000 });
  // No ldd, no answer: then Electron itself says what it lacks.
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/**
 * As `installedElectron`, but lets the electron package fetch its binary first where it has none: at most about 20 seconds
 * where its host cannot be reached, at most five minutes where it can.
 */
export async function findElectron(log: (line: string) => void): Promise<Electron> {
  const dist = inRoot('node_modules', 'electron', 'dist');
  if (!process.env['ELECTRON_OVERRIDE_DIST_PATH'] && !fs.existsSync(path.join(dist, 'version'))) {
    const reachable = await downloadHostAnswers();
    if (reachable) log('fetching Electron, once …');
    // Without the host it may still lie in the download cache, so the package gets its try.
    const fetched = spawnSync(process.execPath, [inRoot('node_modules', 'electron', 'install.js')], {
      stdio: 'ignore',
      timeout: reachable ? 300_000 : 15_000,
      killSignal: 'SIGKILL',
    });
    if (fetched.status !== 0) return { missing: 'its download failed' };
  }
  return installedElectron();
}

async function downloadHostAnswers(): Promise<boolean> {
  const { version } = JSON.parse(fs.readFileSync(inRoot('node_modules', 'electron', 'package.json'), 'utf8')) as {
    version: string;
  };
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const url = new URL(mirror ? '' : `v${version}/SHASUMS256.txt`, base);
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Says why a window cannot be shown on this machine, or nothing. */
export function noDisplay(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? undefined : 'no display is set';
}

/** Chromium refuses to sandbox root's processes; for anybody else the sandbox stays on. */
export function sandboxArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** The environment for Electron as Electron: ELECTRON_RUN_AS_NODE, as editors' terminals set it, would make it plain Node. */
export function electronEnv(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return { ...env, NODE_ENV: 'production' };
}
