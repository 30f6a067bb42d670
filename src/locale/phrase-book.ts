// How parents say things in a language: locales/<lng>/phrases.json, checked once, when it is first read.
// The classes below are all that understanding knows of words; which words they are is data.
import { z } from 'zod';
import { AppError } from '../base/errors.ts';
import { localeJson } from './files.ts';
import type { Language } from './languages.ts';

const phraseClasses = [
  // Sleep. `put`, `roused`: done by an adult to the baby; `loose`: only beside its subject or a time ("up");
  // `hour`: only with a time of its own ("bedtime").
  'sleep.start',
  'sleep.put',
  'sleep.putting',
  'sleep.looseStart',
  'sleep.going',
  'sleep.past',
  'sleep.noun',
  'sleep.hour',
  'sleep.base',
  'sleep.end',
  'sleep.roused',
  'sleep.awake',
  'sleep.loose',
  // Feeds. `given`, `giving`: done by an adult; `past`, `going`: done by the baby, or by any eater.
  'feed.start',
  'feed.going',
  'feed.giving',
  'feed.past',
  'feed.given',
  'feed.vague',
  'feed.gave',
  'feed.noun',
  'feed.base',
  // Diapers. The looks need a diaper or a change beside them, or to be all that is said.
  'diaper.noun',
  'diaper.changed',
  'diaper.change',
  'diaper.base',
  'diaper.wet',
  'diaper.dirty',
  'diaper.both',
  'diaper.wetLook',
  'diaper.dirtyLook',
  'diaper.bothLook',
  // Things the diary does not keep: other baby care, appointments, the parent's own sleep and food.
  'other.unkept',
  'other.errand',
  'other.own',
  'phase.start',
  'phase.end',
  'who.baby',
  'who.self',
  'who.we',
  'who.other',
  'who.you',
  'who.yours',
  'who.people',
  'who.object',
  // Why something said did not happen.
  'doubt.no',
  'doubt.refused',
  'doubt.undone',
  'doubt.plan',
  'doubt.if',
  'doubt.habit',
  'doubt.unsure',
  'doubt.times',
  'doubt.manner',
  // Questions: `open` only at the start of a sentence, `inside` anywhere.
  'ask.open',
  'ask.openBe',
  'ask.openDo',
  'ask.inside',
  'ask.advice',
  'ask.much',
  'ask.when',
  'ask.did',
  'ask.last',
  'ask.you',
  'ask.request',
  'want.summary',
  'want.show',
  'want.help',
  'want.howTo',
  'want.undo',
  'want.correct',
  'want.instead',
  'want.also',
  'want.entry',
  'time.at',
  'time.since',
  'time.from',
  'time.until',
  'time.between',
  'time.for',
  'time.offset',
  'time.ago',
  'time.agoBefore',
  'time.later',
  'time.within',
  'time.ahead',
  'time.every',
  'time.before',
  'time.after',
  'time.now',
  'time.already',
  'time.one',
  'time.minute',
  'time.hour',
  'time.twoHours',
  'time.halfHour',
  'time.quarterHour',
  'time.days',
  'time.half',
  'time.quarter',
  'time.threeQuarters',
  'time.past',
  'time.to',
  'time.minus',
  'time.oclock',
  'time.am',
  'time.pm',
  'time.dawn',
  'time.morning',
  'time.noonish',
  'time.afternoon',
  'time.evening',
  'time.night',
  'time.midday',
  'time.midnight',
  'time.today',
  'time.yesterday',
  'time.beforeYesterday',
  'time.lastNight',
  'time.tonight',
  'time.tomorrow',
  'time.week',
  'time.month',
  'amount.ml',
  'amount.oz',
  'amount.count',
  'side.left',
  'side.right',
  'side.both',
  'side.other',
  'join.and',
  'join.then',
  'join.but',
  'join.of',
  'join.or',
  'join.with',
  'chatter',
  'filler',
] as const;
export type PhraseClass = (typeof phraseClasses)[number];

const phrasesSchema = z.strictObject({
  /**
   * Normal spelling is not needed: code folds case, accents and quotes. `a|b` are alternatives, `word?` may
   * be missing, `word!` must have its apostrophe ("we'll!"), `...` stands for one to four words in between.
   */
  say: z.array(z.string().min(1)),
  /** What a parent might write with these words and what it means, in the notation of the examples' test. */
  examples: z.record(z.string(), z.string()).optional(),
});

const phraseBookSchema = z.strictObject({
  /** Written in one with the next word, longest first ("and", "at", "the" of Hebrew and Arabic). */
  prefixes: z.array(z.string()),
  /** "Half seven": half past it, or half an hour before it. */
  halfHour: z.enum(['past', 'before']),
  numbers: z.record(z.string(), z.number()),
  /** Monday first. */
  weekdays: z.array(z.array(z.string())).length(7),
  /** Everyday words that look like a phrase misspelt and are none. */
  ordinary: z.array(z.string()),
  phrases: z.record(z.enum(phraseClasses), phrasesSchema),
});
export type PhraseBook = z.infer<typeof phraseBookSchema>;

/** The phrases of a language. @throws AppError `locale.missing` when they are absent or malformed */
export function phraseBook(language: Language): PhraseBook {
  const parsed = phraseBookSchema.safeParse(localeJson(language, 'phrases.json'));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new AppError('locale.missing', `locales/${language}/phrases.json is malformed at ${where}`);
}
