// `npm run typecheck`: each side against the globals that exist there (see the four tsconfig.json files), two at a time.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const queue = ['.', 'src', 'renderer', 'main'];
let failed = false;

/** What did not change since the last time is not checked again. */
const remembering = (project: string): string[] => [
  '--incremental',
  '--tsBuildInfoFile',
  path.join(root, 'node_modules', '.cache', 'typecheck', `${project === '.' ? 'tests' : project}.tsbuildinfo`),
];

async function worker(): Promise<void> {
  for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
    try {
      await run(process.execPath, [tsc, '-p', project, '--pretty', 'false', ...remembering(project)], {
        cwd: root,
        maxBuffer: 1 << 26,
      });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      // A folder that holds nothing yet is no error; everything else is.
      if (stdout?.startsWith('error TS18003')) continue;
      failed = true;
      process.stdout.write(
        `${project === '.' ? 'tests and tools' : project}:\n${stdout ?? ''}${stderr ?? String(error)}\n`,
      );
    }
  }
}

await Promise.all([worker(), worker()]);
process.exitCode = failed ? 1 : 0;
