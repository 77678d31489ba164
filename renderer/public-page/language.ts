import { i18n } from '@lingui/core';
import { storage } from '../lib/storage.ts';

export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const catalogs = {
  en: () => import('./locales/en.po'),
  es: () => import('./locales/es.po'),
} satisfies Record<Language, () => Promise<{ messages: Parameters<typeof i18n.load>[1] }>>;

const KEPT = 'public.language';

const isLanguage = (text: string | null): text is Language => text !== null && text in LANGUAGES;

async function activate(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** In the language that was chosen here before, else in the one in which the server wrote the page for this browser. */
export async function startLanguage(): Promise<void> {
  const kept = storage.read(KEPT);
  const { lang } = document.documentElement;
  await activate(isLanguage(kept) ? kept : isLanguage(lang) ? lang : 'en');
}

export async function chooseLanguage(language: Language): Promise<void> {
  storage.write(KEPT, language);
  await activate(language);
}
