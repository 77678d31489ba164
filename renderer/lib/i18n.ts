import { i18n } from '@lingui/core';
import { storage } from './storage.ts';
import { createStore, useStore } from './store.ts';

export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;
export type LanguageChoice = Language | 'system';

const catalogs = {
  en: () => import('../locales/en.po'),
  es: () => import('../locales/es.po'),
} satisfies Record<Language, () => Promise<{ messages: Parameters<typeof i18n.load>[1] }>>;

const isLanguage = (text: string | null): text is Language => text !== null && text in LANGUAGES;

function stored(): LanguageChoice {
  const choice = storage.read('language');
  return isLanguage(choice) ? choice : 'system';
}

const choice = createStore<LanguageChoice>(stored());

const systemLanguage = (): Language =>
  navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';

/** Loads the language's messages; the page says which language it is in, for screen readers and hyphenation. */
async function activate(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

const wanted = (): Language => {
  const now = choice.get();
  return now === 'system' ? systemLanguage() : now;
};

export const startLanguage = (): Promise<void> => activate(wanted());

export const useLanguageChoice = (): LanguageChoice => useStore(choice);

export async function chooseLanguage(next: LanguageChoice): Promise<void> {
  storage.write('language', next === 'system' ? null : next);
  choice.set(next);
  await activate(wanted());
}
