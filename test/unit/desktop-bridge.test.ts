import { describe, expect, it, vi } from 'vitest';
import { answer, type DesktopCalls, Refusal } from '../../main/ipc/answer.ts';
import { OwnerReset } from '../../main/ipc/owner-reset.ts';
import type { DesktopMethod } from '../../src/shared/desktop.ts';
import { BoxOfficeError } from '../../src/shared/errors.ts';

const done = async () => {};
const calls: DesktopCalls = {
  setSaleUnderWay: done,
  printPage: async () => 'printed',
  listPrinters: async () => ({ printers: [], chosen: null }),
  choosePrinter: done,
  saveFile: async () => ({ saved: true }),
  saveFromServer: async () => ({ saved: true }),
  cancelDownload: done,
  openDataFolder: done,
  owners: async () => [],
  resetOwner: async ({ email }) => ({ email }),
};

function ask(method: DesktopMethod, given: readonly unknown[], changed: Partial<DesktopCalls> = {}) {
  const log = { info: vi.fn(), error: vi.fn() };
  return { log, answered: answer({ ...calls, ...changed }, method, given, log) };
}

const file = { suggestedName: 'orders.csv', contents: 'a' };
const download = {
  id: '5b1c8f0e-6d0b-4b53-9a4e-0e6d2c1c7a11',
  path: '/api/admin/customers/export?from=2026-07-01&event=evt_1',
  suggestedName: 'customers.csv',
  token: 'aa.bb.cc',
};
const owner = { email: 'owner@example.com', password: 'correct horse' };

describe('a call over the bridge', () => {
  it.each<[DesktopMethod, unknown[]]>([
    ['setSaleUnderWay', [true]],
    ['printPage', []],
    ['choosePrinter', ['Counter']],
    ['choosePrinter', [null]],
    ['saveFile', [file]],
    ['saveFile', [{ ...file, contents: new Uint8Array([1, 2]) }]],
    ['saveFile', [{ ...file, suggestedName: 'Été 2026, Saal „A“.csv' }]],
    ['saveFromServer', [download]],
    ['cancelDownload', [download.id]],
    ['resetOwner', [owner]],
  ])('%s takes %j', async (method, given) => {
    expect(await ask(method, given).answered).toHaveProperty('value');
  });

  it.each<[DesktopMethod, unknown[]]>([
    ['setSaleUnderWay', []],
    ['setSaleUnderWay', ['true']],
    ['setSaleUnderWay', [true, true]],
    ['printPage', [{ silent: true }]],
    ['choosePrinter', ['']],
    ['choosePrinter', [['Counter']]],
    ['saveFile', [{ ...file, suggestedName: '' }]],
    ['saveFile', [{ ...file, suggestedName: '../orders.csv' }]],
    ['saveFile', [{ ...file, suggestedName: 'C:\\orders.csv' }]],
    ['saveFile', [{ ...file, suggestedName: '.bashrc' }]],
    ['saveFile', [{ ...file, suggestedName: 'orders\u0000.csv' }]],
    ['saveFile', [{ ...file, contents: 7 }]],
    ['saveFile', [{ ...file, path: '/etc/passwd' }]],
    ['saveFromServer', [{ ...download, path: 'https://example.com/api/admin/customers/export' }]],
    ['saveFromServer', [{ ...download, path: '//example.com/api/admin/customers/export' }]],
    ['saveFromServer', [{ ...download, path: '/api/admin/../auth/me' }]],
    ['saveFromServer', [{ ...download, path: '/api/admin/customers/export#@example.com' }]],
    ['saveFromServer', [{ ...download, path: '/api/auth/me' }]],
    ['saveFromServer', [{ ...download, suggestedName: '../customers.csv' }]],
    ['saveFromServer', [{ ...download, token: 'a\r\nCookie: b' }]],
    ['saveFromServer', [{ ...download, id: 'mine' }]],
    ['cancelDownload', []],
    ['openDataFolder', ['/etc']],
    ['resetOwner', [{ ...owner, password: 'short' }]],
    ['resetOwner', [{ ...owner, email: 'nobody' }]],
    ['resetOwner', [{ ...owner, role: 'owner' }]],
  ])('%s does not take %j', async (method, given) => {
    const touched = vi.fn();
    const { answered } = ask(method, given, { [method]: touched });
    expect(await answered).toEqual({ error: expect.stringMatching(`^${method} does not take this: `) as string });
    expect(touched).not.toHaveBeenCalled();
  });

  it('hands on a refusal in its own words, and nothing of any other error', async () => {
    const fails = (error: Error) => ask('printPage', [], { printPage: () => Promise.reject(error) });
    expect(await fails(new Refusal('Not now.')).answered).toEqual({ error: 'Not now.' });
    expect(await fails(new BoxOfficeError('not_found', 'No such owner.')).answered).toEqual({
      error: 'No such owner.',
    });
    const { log, answered } = fails(new Error('SQLITE_IOERR at /home/jo/ledger.db'));
    expect(await answered).toEqual({ error: 'The desktop could not do this. What went wrong is in its log.' });
    expect(log.error).toHaveBeenCalledOnce();
  });
});

describe('an owner’s new password', () => {
  it('is set once, within ten minutes of the menu entry', async () => {
    let now = 0;
    const boxOffice = { owners: async () => [{ email: owner.email, name: 'Olivia' }], resetOwner: async () => owner };
    const reset = new OwnerReset(boxOffice, () => now);
    const shut = /^Choose “Set a new owner’s password…”/;
    await expect(reset.calls.owners()).rejects.toThrow(shut);
    await expect(reset.calls.resetOwner(owner)).rejects.toThrow(shut);

    reset.open();
    now += 599_999;
    expect(await reset.calls.owners()).toHaveLength(1);
    await reset.calls.resetOwner(owner);
    await expect(reset.calls.resetOwner(owner)).rejects.toThrow(shut);

    reset.open();
    now += 600_000;
    await expect(reset.calls.resetOwner(owner)).rejects.toThrow(shut);
  });
});
