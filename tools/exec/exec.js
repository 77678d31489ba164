#!/usr/bin/env node
// `exec node tools/serve.ts` in package.json: npm's shell then becomes the server, so it hears npm's SIGTERM and its exit code
// is npm's. Windows has neither signals nor exec: here the command is simply run.
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command ?? 'node', args, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
