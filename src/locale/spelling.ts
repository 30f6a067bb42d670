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
  /** Words that one slip of the finger must not hide; others have too many neighbours that mean something else. */
  slips: z.array(z.string().min(4)),
  /** Words that are only themselves: no prefix is taken off, and they are no slip of another word. */
  ordinary: z.array(z.string().min(1)),
});

export type Spelling = z.infer<typeof spellingSchema>;

/** The spelling of a language. @throws AppError `locale.missing`, ZodError when the file is malformed */
export function spelling(language: Language): Spelling {
  return spellingSchema.parse(localeJson(language, 'spelling.json'));
}
