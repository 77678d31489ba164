// `npm test`: everything, one line a step, the whole output of what fails, and `N passed, N failed` at the end.
// `npm test -- lint unit` runs only the steps named.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type Counts, countTests } from './lib/count-tests.ts';
import { findElectron, noDisplay } from './lib/electron.ts';
import { inRoot } from './lib/root.ts';
import { runCommand } from './lib/run-step.ts';

type Step = { name: string; command: readonly string[]; limit?: number; report?: string; env?: Record<string, string> };

const node = process.execPath;
const bin = (pack: string, file: string): string[] => [node, inRoot('node_modules', pack, file)];
const vitest = (name: string, projects: readonly string[]): Step => ({
  name,
  report: inRoot('test-results', `${name}.json`),
  command: [
    ...bin('vitest', 'vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=test-results/${name}.json`,
  ],
});
const playwright = (name: string): Step => ({
  name,
  limit: 900,
  report: inRoot('test-results', `${name}.json`),
  command: [
    ...bin('@playwright/test', 'cli.js'),
    'test',
    '--config',
    `playwright.${name}.config.ts`,
    '--pass-with-no-tests',
  ],
});

const only = process.argv.slice(2);
const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const failures: string[] = [];

async function run(step: Step): Promise<void> {
  if (!wanted(step.name)) return;
  if (step.report) fs.rmSync(step.report, { force: true });
  const { FORCE_COLOR: _, ...env } = { ...process.env, ...step.env };
  const { ok, output, seconds } = await runCommand(step.command, step.limit ?? 900, env);
  const counts = step.report ? countTests(step.report) : undefined;
  if (counts) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  // A step that fails without a failed test (lint, a crash) is one failure of its own, so the last line never hides it.
  if (!ok && !counts?.failed) total.failed += 1;
  if (!ok) {
    failures.push(step.name);
    console.log(`\n──── ${step.name} ────\n${output}\n────`);
  }
  const summary = counts ? `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : '';
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(10)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${summary}`.trimEnd(),
  );
}

/** Two at a time: two cores are what the smallest machine has. */
async function runPaired(steps: readonly Step[]): Promise<void> {
  const queue = [...steps];
  const worker = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) await run(step);
  };
  await Promise.all([worker(), worker()]);
}

async function runDesktop(): Promise<void> {
  if (!wanted('desktop')) return;
  const step = playwright('desktop');
  const electron = await findElectron(console.log);
  let missing = 'missing' in electron ? electron.missing : undefined;
  let command = step.command;
  if (missing === undefined && noDisplay() !== undefined) {
    if (spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).error) missing = `${noDisplay()}, nor is there xvfb-run`;
    else command = ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24', ...command];
  }
  if (missing === undefined) {
    await run({ ...step, command });
  } else if (process.env['BOX_OFFICE_REQUIRE_DESKTOP'] === '1') {
    failures.push('desktop');
    total.failed += 1;
    console.log(`FAILED desktop: it is required, and there is no Electron to be had (${missing})`);
  } else {
    console.log(`left out: desktop, there is no Electron to be had (${missing})`);
  }
}

fs.mkdirSync(inRoot('test-results'), { recursive: true });
await runPaired([
  { name: 'typecheck', command: [node, inRoot('tools', 'typecheck.ts')] },
  { name: 'lint', command: bin('oxlint', path.join('bin', 'oxlint')) },
  { name: 'format', command: [...bin('oxfmt', path.join('bin', 'oxfmt')), '--check'] },
  { name: 'floors', command: [node, inRoot('tools', 'floors.ts')] },
  { name: 'messages', command: [...bin('@lingui/cli', path.join('dist', 'lingui.js')), 'check', 'sync'] },
  { name: 'knip', command: bin('knip', path.join('bin', 'knip.js')) },
  { name: 'build', command: [node, inRoot('tools', 'build.ts')] },
]);
await run(vitest('vitest', ['unit', 'db', 'api', 'renderer']));
await run(vitest('faults', ['faults', 'bench']));
await run(playwright('browser'));
await runDesktop();

console.log(failures.length > 0 ? `\nfailed: ${failures.join(', ')}` : '');
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = failures.length > 0 ? 1 : 0;
