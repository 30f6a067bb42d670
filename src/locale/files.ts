// Reads the language data in locales/ from disk, once a file. Everything parents say and read comes through here.
import { readFileSync } from 'node:fs';
import { AppError } from '../base/errors.ts';
import type { Language } from './languages.ts';

const root = new URL('../../locales/', import.meta.url);
const cache = new Map<string, string>();

/** The text of `locales/<language>/<name>`. @throws AppError `locale.missing` */
export function localeText(language: Language, name: string): string {
  const path = `${language}/${name}`;
  const known = cache.get(path);
  if (known !== undefined) return known;
  try {
    const text = readFileSync(new URL(path, root), 'utf8');
    cache.set(path, text);
    return text;
  } catch (cause) {
    throw new AppError('locale.missing', `locales/${path} cannot be read`, cause);
  }
}

/** The parsed content of `locales/<language>/<name>`, still to be checked by whoever asked for it. */
export function localeJson(language: Language, name: string): unknown {
  return JSON.parse(localeText(language, name));
}
