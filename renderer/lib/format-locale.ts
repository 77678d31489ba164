/** The tag for dates and numbers: the system's own region where it speaks the chosen language (en-GB), else the language. */
export const formatLocale = (language: string): string =>
  navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
