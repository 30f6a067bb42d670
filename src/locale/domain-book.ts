// Words that tell what a question is about, with how much each tells. Data: locales/<lng>/domains.json.
import { z } from 'zod';
import { localeJson } from './files.ts';
import type { Language } from './languages.ts';

/** The subjects a question may have; the same as the domains of an intent. */
export const subjects = ['general', 'sleep', 'feeding', 'baby_gear', 'development', 'health_safety'] as const;
export type Subject = (typeof subjects)[number];

const patterns = z.array(z.string().min(1));

const domainBookSchema = z.strictObject({
  /** Lists of words that patterns name as `@name`. */
  words: z.record(z.string(), patterns),
  /** For each subject: weight -> patterns. A negative weight speaks against it. */
  subjects: z.record(z.enum(subjects), z.record(z.string().regex(/^-?\d+$/), patterns)),
});

export type DomainBook = z.infer<typeof domainBookSchema>;

/** The book of a language. @throws AppError `locale.missing`, ZodError when the file is malformed */
export function domainBook(language: Language): DomainBook {
  return domainBookSchema.parse(localeJson(language, 'domains.json'));
}
