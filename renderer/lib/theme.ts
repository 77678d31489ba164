import { storage } from './storage.ts';
import { createStore, useStore } from './store.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';

const isTheme = (text: string | null): text is 'light' | 'dark' => text === 'light' || text === 'dark';

function stored(): ThemeChoice {
  const choice = storage.read('theme');
  return isTheme(choice) ? choice : 'system';
}

const choice = createStore<ThemeChoice>(stored());
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

export const isDark = (): boolean => (choice.get() === 'system' ? systemIsDark.matches : choice.get() === 'dark');

function apply(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
}

/** Before the first paint; follows the system while nobody chose otherwise. */
export function startTheme(): void {
  apply();
  systemIsDark.addEventListener('change', apply);
}

export const useThemeChoice = (): ThemeChoice => useStore(choice);

export function chooseTheme(next: ThemeChoice): void {
  storage.write('theme', next === 'system' ? null : next);
  choice.set(next);
  apply();
}
