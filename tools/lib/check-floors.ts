import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IConfiguration } from 'dependency-cruiser';
import { inRoot } from './root.ts';

export type FloorReport = {
  /** One line a broken rule: `rule: from → to`. */
  violations: string[];
  /** Files on disk the checker did not read, or whose imports it did not see. */
  unread: string[];
  /** Files read, by floor. */
  counts: Map<string, number>;
};

const tops = ['src', 'main', 'renderer'];
const code = /\.(?:[cm]?[jt]sx?)$/;
const importLine = /^(?:import|export)\b[^'"]*?\bfrom\s*['"]|^import\s*['"]/m;

/** Checks every import in src/, main/ and renderer/ of `baseDir` against .dependency-cruiser.cjs, and that it read them all. */
export async function checkFloors(baseDir: string): Promise<FloorReport> {
  const config = createRequire(import.meta.url)(inRoot('.dependency-cruiser.cjs')) as IConfiguration;
  const files = codeFiles(baseDir);
  const present = tops.filter((top) => files.some((file) => file.startsWith(`${top}/`)));
  const violations = files
    .filter((file) => file.startsWith('resources/'))
    .map((file) => `resources-hold-no-code: ${file}`);
  const house = files.filter((file) => !file.startsWith('resources/') && !file.endsWith('.d.ts'));
  if (present.length === 0) return { violations, unread: [], counts: new Map() };

  const options: ICruiseOptions = {
    ...config.options,
    ruleSet: { forbidden: config.forbidden ?? [] },
    validate: true,
    baseDir,
  };
  const { output } = await cruise(present, options, {
    extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css', '.d.ts'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'browser', 'require', 'node', 'default', 'types'],
  });
  const result = output as ICruiseResult;
  violations.push(...result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`));

  const modules = new Map(result.modules.map((module) => [module.source, module]));
  const unread = house.filter((file) => {
    const module = modules.get(file);
    if (!module) return true;
    return module.dependencies.length === 0 && importLine.test(fs.readFileSync(path.join(baseDir, file), 'utf8'));
  });
  const counts = new Map<string, number>();
  for (const file of house) counts.set(floorOf(file), (counts.get(floorOf(file)) ?? 0) + (modules.has(file) ? 1 : 0));
  return { violations: violations.toSorted(), unread, counts };
}

function floorOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? `src/${second}` : top;
}

/** Code below src/, main/, renderer/ and resources/: what git tracks or would track, or outside git what lies there. */
function codeFiles(baseDir: string): string[] {
  const listed = fs.existsSync(path.join(baseDir, '.git'))
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: baseDir,
        encoding: 'utf8',
      }).split('\0')
    : fs.globSync('{src,main,renderer,resources}/**/*', { cwd: baseDir }).map((file) => file.replaceAll('\\', '/'));
  return [...new Set(listed)].filter(
    (file) =>
      /^(?:src|main|renderer|resources)\//.test(file) && code.test(file) && fs.existsSync(path.join(baseDir, file)),
  );
}
