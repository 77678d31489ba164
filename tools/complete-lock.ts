// `node tools/complete-lock.ts`, after `npm install` on a machine whose registry lacks packages for other platforms: npm leaves
// those out of the lock file, and `npm ci` then refuses it. This writes them in, by the exact version their owner names;
// they are optional and carry their platform, so nobody downloads what does not run on his machine.
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './lib/root.ts';

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

/** The platform in a package's name: `binding-linux-arm-musleabihf` runs on linux, arm, musl. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = path.posix.basename(name).split('-');
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (cpu.length === 0 && words.includes('arm')) cpu.push('arm');
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  return {
    ...(cpu.length ? { cpu } : {}),
    ...(libc.length && os[0] === 'linux' ? { libc } : {}),
    ...(os.length ? { os } : {}),
  };
}

/** Where Node would look for `name` from the package at `from`: its own node_modules, then each one further up. */
function* placesOf(name: string, from: string): Generator<string> {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    yield `${at ? `${at}/` : ''}node_modules/${name}`;
    if (!at) return;
  }
}

const file = inRoot('package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8')) as Lock;
const added: string[] = [];
for (const [owner, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if ([...placesOf(name, owner)].some((place) => lock.packages[place])) continue;
    const platform = platformOf(name);
    // Without a platform or an exact version we would be guessing.
    if (!/^\d/.test(version) || (!platform.os && !platform.cpu)) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(platform.cpu ? { cpu: platform.cpu } : {}),
      ...(dev ? { dev } : {}),
      ...(platform.libc ? { libc: platform.libc } : {}),
      optional: true,
      ...(platform.os ? { os: platform.os } : {}),
    };
    added.push(name);
  }
}
const { '': self, ...rest } = lock.packages;
const sorted = Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = { ...(self ? { '': self } : {}), ...Object.fromEntries(sorted) };
if (added.length > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} added${added.length ? `: ${added.join(', ')}` : ''}`);
