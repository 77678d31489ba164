import { send } from '@koa/send';
import type { Context, Next } from 'koa';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Files whose name carries a hash of their content never change. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

/** Serves the built console: its files, and its one page for every address that is a place in it. */
export function consolePages(folder: string | null) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const isPage =
      (ctx.method === 'GET' || ctx.method === 'HEAD') && !ctx.path.startsWith('/api/') && ctx.path !== '/api';
    if (!isPage || folder === null) {
      await next();
      return;
    }
    const isFile = path.extname(ctx.path) !== '' && existsSync(path.join(folder, path.posix.normalize(`/${ctx.path}`)));
    const file = isFile ? ctx.path : '/index.html';
    if (!isFile && path.extname(ctx.path) !== '') {
      await next();
      return;
    }
    ctx.set('Cache-Control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
    await send(ctx, file, { root: folder, hidden: false });
  };
}
