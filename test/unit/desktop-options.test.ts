import { describe, expect, it } from 'vitest';
import { defaultDataDir } from '../../main/data-dir.ts';
import { readOptions } from '../../main/options.ts';

const linux = (env: Record<string, string> = {}) => ({ platform: 'linux' as const, env, home: '/home/jo' });

describe('the folder of the ledger', () => {
  it.each([
    ['Linux', linux(), '/home/jo/.local/share/TicketWave Box Office'],
    ['Linux with XDG_DATA_HOME', linux({ XDG_DATA_HOME: '/data' }), '/data/TicketWave Box Office'],
    ['Linux with a relative one', linux({ XDG_DATA_HOME: 'data' }), '/home/jo/.local/share/TicketWave Box Office'],
    [
      'macOS',
      { platform: 'darwin' as const, env: {}, home: '/Users/jo' },
      '/Users/jo/Library/Application Support/TicketWave Box Office',
    ],
    [
      'Windows',
      { platform: 'win32' as const, env: { APPDATA: 'D:\\Roaming' }, home: 'C:\\Users\\jo' },
      'D:\\Roaming\\TicketWave Box Office',
    ],
    [
      'Windows without APPDATA',
      { platform: 'win32' as const, env: {}, home: 'C:\\Users\\jo' },
      'C:\\Users\\jo\\AppData\\Roaming\\TicketWave Box Office',
    ],
  ])('%s', (_system, machine, folder) => {
    expect(defaultDataDir(machine)).toBe(folder);
  });
});

describe('what was asked for', () => {
  it('is the usual where nobody says anything', () => {
    expect(readOptions([], linux())).toEqual({
      dataDir: '/home/jo/.local/share/TicketWave Box Office',
      demo: false,
    });
  });

  it('comes from the environment', () => {
    const env = {
      BOX_OFFICE_DATA_DIR: '/srv/ledger',
      BOX_OFFICE_HOST: '::1',
      BOX_OFFICE_PORT: '0',
      BOX_OFFICE_RATE_LIMITS: '{"public":1000000000}',
    };
    expect(readOptions([], linux(env))).toEqual({
      dataDir: '/srv/ledger',
      host: '::1',
      port: 0,
      rateLimits: { admin: 60, scanner: 120, checkout: 10, public: 1_000_000_000, console: 1_200 },
      demo: false,
    });
  });

  it('comes from flags first, among flags of Chromium', () => {
    const flags = ['.', '--no-sandbox', '--demo', '--data-dir=/tmp/a', '--use-file-for-fake-video-capture=/tmp/q.y4m'];
    expect(readOptions(flags, linux({ BOX_OFFICE_DATA_DIR: '/srv/b' }))).toMatchObject({
      demo: true,
      dataDir: '/tmp/a',
    });
    expect(readOptions(['--data-dir', '/tmp/c'], linux())).toMatchObject({ dataDir: '/tmp/c' });
  });

  it.each([
    [['--data-dir'], {}],
    [[], { BOX_OFFICE_PORT: '4870x' }],
    [[], { BOX_OFFICE_PORT: '65536' }],
    [[], { BOX_OFFICE_PORT: '-1' }],
    [[], { BOX_OFFICE_RATE_LIMITS: 'fast' }],
    [[], { BOX_OFFICE_RATE_LIMITS: '{"admin":0}' }],
    [[], { BOX_OFFICE_RATE_LIMITS: '{"admins":60}' }],
  ])('is refused in one line: %j %j', (flags, env) => {
    expect(() => readOptions(flags, linux(env))).toThrow(/^(--data-dir|BOX_OFFICE_).+$/);
  });
});
