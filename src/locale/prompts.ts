// What the model is told in each language. Data: locales/<lng>/prompts/*.md.
import type { Subject } from './domain-book.ts';
import { localeText } from './files.ts';
import type { Language } from './languages.ts';

/** The text of a prompt: `system` for every question, and one for each domain. @throws AppError `locale.missing` */
export function prompt(language: Language, name: 'system' | Subject): string {
  return localeText(language, `prompts/${name}.md`).trim();
}
