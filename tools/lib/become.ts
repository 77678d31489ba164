import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Hands this process over to `file`. Where the system can, it becomes that program (same pid, so signals and the exit
 * code need no passing on); on Windows it starts it, passes signals on and ends with its exit code.
 */
export function become(file: string, args: string[], env: NodeJS.ProcessEnv = productionEnv()): void {
  if (process.platform !== 'win32') {
    // Node calls execve experimental; a box office need not read that.
    process.removeAllListeners('warning');
    process.execve?.(file, [file, ...args], env);
  }
  const child = spawn(file, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
}

function productionEnv(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: 'production' };
}
