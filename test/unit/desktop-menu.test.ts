import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { type MenuActions, menuOf } from '../../main/menu-template.ts';

const actions: MenuActions = {
  navigate: vi.fn(),
  resetOwner: vi.fn(),
  openDataFolder: vi.fn(),
  reload: vi.fn(),
  openApiReference: vi.fn(),
  openWebSite: vi.fn(),
};
const windows = { platform: 'win32', isPackaged: true } as const;
const mac = { platform: 'darwin', isPackaged: true } as const;

const itemsOf = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
const roles = (place: Parameters<typeof menuOf>[1]) => itemsOf(menuOf(actions, place)).map(({ role }) => role);

describe('the menu', () => {
  it.each([windows, mac])('leads to each screen by a key of its own on $platform', (place) => {
    const keyed = itemsOf(menuOf(actions, place)).filter(({ accelerator }) => accelerator !== undefined);
    expect(new Set(keyed.map(({ accelerator }) => accelerator)).size).toBe(keyed.length);
    for (const [id, path] of [
      ['sell', '/sell'],
      ['orders', '/orders'],
      ['scan', '/scan'],
      ['events', '/manage/events'],
    ]) {
      const item = keyed.find((candidate) => candidate.id === id);
      item?.click?.({} as never, undefined, {});
      expect(actions.navigate).toHaveBeenLastCalledWith(path);
    }
  });

  it('has Quit and About where each system has them', () => {
    expect(roles(windows)).toEqual(expect.arrayContaining(['quit', 'about']));
    expect(roles(mac)).toContain('appMenu');
    expect(roles(mac)).not.toContain('quit');
  });

  it('offers the developer tools while developing alone', () => {
    expect(roles(windows)).not.toContain('toggleDevTools');
    expect(roles({ ...windows, isPackaged: false })).toContain('toggleDevTools');
  });
});
