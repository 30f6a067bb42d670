// How parents of one language tell danger: the words of triage. Data: locales/<lng>/redflags.json.
import { z } from 'zod';
import { localeJson } from './files.ts';
import type { Language } from './languages.ts';

/** What a parent may see or tell. Which of these is an emergency, and when, is decided by triage. */
export const signNames = [
  'notBreathing',
  'blue',
  'sinkingChest',
  'hardBreathing',
  'fastBreathing',
  'wheeze',
  'choking',
  'unresponsive',
  'fainted',
  'limp',
  'strangeCry',
  'endlessCry',
  'motionless',
  'drowsy',
  'sleepy',
  'fit',
  'headSign',
  'sunkenSpot',
  'purpleSpots',
  'mottled',
  'pale',
  'hives',
  'swollenThroat',
  'swollenFace',
  'allergen',
  'vomiting',
  'vomitsAll',
  'greenVomit',
  'bloodVomit',
  'bloodStool',
  'jellyStool',
  'hardBelly',
  'legsDrawnUp',
  'jaundice',
  'refusesFeeds',
  'feedsNothing',
  'weakSuck',
  'constipated',
  'honey',
  'muchWater',
  'dryNappies',
  'dryMouth',
  'fever',
  'coldLimbs',
  'tooHot',
  'hitHead',
  'bigBump',
  'headFluid',
  'highFall',
  'crash',
  'burn',
  'shaken',
  'underWater',
  'electricShock',
  'strangled',
  'battery',
  'poison',
  'overdose',
  'swollenGroin',
  'bleeding',
  'bite',
  'somethingWrong',
  'wantsToDie',
  'mightHarmBaby',
  'psychosis',
  'motherIll',
  'older',
] as const;
export type SignName = (typeof signNames)[number];

const patterns = z.array(z.string().min(1));

/** `is`: a match tells the sign. `not`: a match that overlaps it shows that something harmless is meant. */
const signSchema = z.strictObject({ is: patterns, not: patterns });

const redFlagBookSchema = z.strictObject({
  /** Lists of words that patterns name as `@name`. These are also used by code, so every language has them. */
  words: z
    .object({
      /** "not", "without": undo a sign they stand before. */
      negators: patterns,
      /** Words between a negator and its sign: "not *looking very* blue". */
      through: patterns,
      /** "or": carry a negation on to the next sign. */
      joiners: patterns,
      temperature: patterns,
      /** "hot", "cold": tell of a body unless something else of `notBody` is told. */
      feels: patterns,
      celsius: patterns,
      fahrenheit: patterns,
      /** Things other than a body that have a temperature. */
      notBody: patterns,
      /** Units that show that a number is no temperature. */
      measures: patterns,
      breaths: patterns,
      minute: patterns,
      hour: patterns,
      day: patterns,
      week: patterns,
      month: patterns,
      year: patterns,
      /** Before or after an age: "3 weeks *old*". */
      ageMark: patterns,
      /** Makes a span of time no age: "*for* 3 weeks", "3 weeks *ago*". */
      notAge: patterns,
      newborn: patterns,
      one: patterns,
      half: patterns,
    })
    .catchall(patterns),
  /** Numbers in words, and words that say number and unit at once ("a fortnight"), in days. */
  numbers: z.record(z.string(), z.number().positive()),
  spans: z.record(z.string(), z.number().positive()),
  signs: z.record(z.enum(signNames), signSchema),
  /** A sentence with one of these tells of no present danger to this baby: learning, prevention, the past, others. */
  aside: patterns,
  /** A message with one of these asks in order to learn. */
  learning: patterns,
  /** A sentence with one of these is about now, whatever else it says. */
  present: patterns,
});

export type RedFlagBook = z.infer<typeof redFlagBookSchema>;

/** The book of a language. @throws AppError `locale.missing`, ZodError when the file is malformed */
export function redFlagBook(language: Language): RedFlagBook {
  return redFlagBookSchema.parse(localeJson(language, 'redflags.json'));
}
