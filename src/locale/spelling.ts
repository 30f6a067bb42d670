// How the words of a language are written: what the pattern matchers of the advice room must know to find a
// word in its other spellings. Data: locales/<lng>/spelling.json.
import { z } from 'zod';
import { localeJson } from './files.ts';
import type { Language } from './languages.ts';

const spellingSchema = z.strictObject({
  /** Letters written in two ways: the first is read as the second. */
  fold: z.array(z.tuple([z.string().min(1), z.string()])),
  /** What may be attached to the front of any word. */
  prefixes: z.array(z.string().min(1)),
  /** Everyday words that look like a slip of a word in a pattern and are not. */
  ordinary: z.array(z.string().min(1)),
});

export type Spelling = z.infer<typeof spellingSchema>;

/** The spelling of a language. @throws AppError `locale.missing`, ZodError when the file is malformed */
export function spelling(language: Language): Spelling {
  return spellingSchema.parse(localeJson(language, 'spelling.json'));
}
