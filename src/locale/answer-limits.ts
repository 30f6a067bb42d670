// What an answer of the model must not say, and what is said instead. Data: locales/<lng>/answer-limits.json.
import { z } from 'zod';
import { localeJson } from './files.ts';
import type { Language } from './languages.ts';

const words = z.array(z.string().min(1));

const answerLimitsSchema = z.strictObject({
  /** Units that only doses have ("mg"): a number with one of them is a dose. */
  doseUnits: words,
  /** Units that milk has, too ("ml"): a dose where the sentence names a medicine. */
  sharedUnits: words,
  /** "per kilo of weight". */
  perWeight: words,
  /** Stems of names of medicines. */
  medicines: words,
  /** Reassurance that no one may give from afar. */
  reassurances: words,
  /** Said once in place of doses. */
  askForDose: z.string().min(1),
  /** Said once in place of reassurance. */
  askForCheck: z.string().min(1),
});

export type AnswerLimits = z.infer<typeof answerLimitsSchema>;

const known = new Map<Language, AnswerLimits>();

/** The limits of a language, read once. @throws AppError `locale.missing`, ZodError when the file is malformed */
export function answerLimits(language: Language): AnswerLimits {
  const limits = known.get(language) ?? answerLimitsSchema.parse(localeJson(language, 'answer-limits.json'));
  known.set(language, limits);
  return limits;
}
