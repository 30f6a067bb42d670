// The numbers of a message that triage needs: body temperatures, breaths a minute, and how old the baby is.
import type { RedFlagBook } from '../../locale/red-flag-book.ts';
import type { Spelling } from '../../locale/spelling.ts';
import type { Reading } from '../words/patterns.ts';
import { fold } from '../words/tokens.ts';
import type { Vocabulary } from '../words/vocabulary.ts';

export interface Figures {
  /** Numbers that may be body temperatures, in degrees Celsius, by their place among the tokens. */
  readonly temperatures: ReadonlyMap<number, number>;
  /** Places of numbers that this language knows to measure something else. */
  readonly otherMeasures: ReadonlySet<number>;
  /** Breaths a minute, where a count was said. */
  readonly breaths: number | null;
  /** The youngest age said, in days. */
  readonly ageDays: number | null;
}

const daysIn = { hour: 1 / 24, day: 1, week: 7, month: 30.4, year: 365 } as const;
const units = ['hour', 'day', 'week', 'month', 'year'] as const;
const lists = [
  ...units,
  'temperature',
  'feels',
  'celsius',
  'fahrenheit',
  'notBody',
  'measures',
  'breaths',
  'minute',
  'ageMark',
  'notAge',
  'newborn',
  'one',
  'half',
] as const;
type List = (typeof lists)[number];

/** The lists and numerals of a book, looked up once. */
export interface FigureWords {
  readonly ids: ReadonlyMap<List, number>;
  /** Numbers in words. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Words that say a number and its unit at once, in days. */
  readonly spans: ReadonlyMap<string, number>;
}

/** Looks up what `readFigures` needs of a book. */
export function figureWords(vocabulary: Vocabulary, book: RedFlagBook, spelling: Spelling): FigureWords {
  const folded = (entries: Readonly<Record<string, number>>) =>
    new Map(Object.entries(entries).map(([word, value]) => [fold(word, spelling), value]));
  return {
    ids: new Map(lists.map((list) => [list, vocabulary.element(`@${list}`)])),
    numbers: folded(book.numbers),
    spans: folded(book.spans),
  };
}

/** The figures of a message. */
export function readFigures(reading: Reading, words: FigureWords): Figures {
  const is = (at: number, list: List) => reading.elements[at]?.has(words.ids.get(list) ?? -1) === true;
  return {
    temperatures: temperatures(reading, is),
    otherMeasures: otherMeasures(reading, is),
    breaths: breaths(reading, is),
    ageDays: youngest(reading, words, is),
  };
}

type Is = (at: number, list: List) => boolean;

/** Numbers that can only be, or are said to be, the warmth of a body. 95 to 107 are read as Fahrenheit. */
function temperatures({ tokens }: Reading, is: Is): Map<number, number> {
  const told = (list: List) => tokens.some((_, at) => is(at, list));
  const saidSo = isOfBody(tokens, is) || (told('feels') && !told('notBody'));
  const found = new Map<number, number>();
  for (const [at, { number, decimals }] of tokens.entries()) {
    if (number === null) continue;
    const marked = saidSo || is(at + 1, 'celsius') || is(at + 1, 'fahrenheit');
    if (number >= 95 && number < 108 && (marked || decimals === 1)) found.set(at, ((number - 32) * 5) / 9);
    if (number >= 30 && number < 43 && (marked || (decimals === 1 && number >= 38))) found.set(at, number);
  }
  return found;
}

/** Numbers with another unit, and those beside a bath or a room where nothing tells of a body. */
function otherMeasures({ tokens }: Reading, is: Is): Set<number> {
  const ofBody = isOfBody(tokens, is);
  const near = (at: number) =>
    [-4, -3, -2, -1, 1, 2, 3, 4].some(
      (step) => is(at + step, 'notBody') && isOneBreath(tokens, at, at + step),
    );
  return new Set(tokens.flatMap((_, at) => (is(at + 1, 'measures') || (!ofBody && near(at)) ? [at] : [])));
}

/** Whether a word of temperature is told that is not that of a thing: "bath temperature", "temperature of the water". */
function isOfBody(tokens: Reading['tokens'], is: Is): boolean {
  const ofThing = (at: number) =>
    [-1, 1, 2, 3].some(
      (step) =>
        is(at + step, 'notBody') &&
        isOneBreath(tokens, at, at + step) &&
        tokens.slice(at, at + step).every(({ number }) => number === null),
    );
  return tokens.some((_, at) => is(at, 'temperature') && !ofThing(at));
}

/** Whether no pause stands between two places. */
const isOneBreath = (tokens: Reading['tokens'], one: number, other: number): boolean =>
  tokens
    .slice(Math.min(one, other) + 1, Math.max(one, other) + 1)
    .every(({ before }) => before === 'nothing');

/** "70 breaths a minute", "breathing 65 times per min". */
function breaths({ tokens }: Reading, is: Is): number | null {
  for (const [at, { number }] of tokens.entries()) {
    if (number === null || number < 10 || number > 150) continue;
    const near = (list: List, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, step) => at + from + step).some((place) => is(place, list));
    if (near('breaths', -4, 2) && near('minute', 1, 4)) return number;
  }
  return null;
}

function youngest(reading: Reading, words: FigureWords, is: Is): number | null {
  const { tokens } = reading;
  const ages = tokens.flatMap(({ text, number }, at) => {
    const span = spanAt(at, text, number, words, is);
    return span !== null && isAge(at, span, tokens.length, is) ? [span.days] : [];
  });
  if (ages.length > 0) return Math.min(...ages);
  return tokens.some((_, at) => is(at, 'newborn')) ? NEWBORN_DAYS : null;
}

/** A baby that is only called newborn may be any age in the youngest band. */
const NEWBORN_DAYS = 14;

interface Span {
  readonly days: number;
  readonly unit: (typeof units)[number];
  /** The token after the unit. */
  readonly end: number;
}

function spanAt(at: number, text: string, number: number | null, words: FigureWords, is: Is): Span | null {
  const whole = words.spans.get(text);
  if (whole !== undefined) return { days: whole, unit: 'day', end: at + 1 };
  const unitAt = (place: number) => units.find((name) => is(place, name));
  const count = number ?? words.numbers.get(text);
  const unit = unitAt(at + 1);
  if (count !== undefined && unit !== undefined) return { days: count * daysIn[unit], unit, end: at + 2 };
  const single = is(at - 1, 'ageMark') ? unitAt(at) : undefined;
  return single === undefined ? null : { days: daysIn[single], unit: single, end: at + 1 };
}

/** "3 weeks old", "at 2 months", "6 months, 38.2"; but not "for 3 weeks", "2 days ago", "3 days of fever". */
function isAge(at: number, { unit, end }: Span, length: number, is: Is): boolean {
  const marked = is(end, 'ageMark') || is(at - 1, 'ageMark') || is(at - 2, 'ageMark');
  if (marked) return true;
  if (unit === 'day' || unit === 'hour' || at >= length) return false;
  return !is(at - 1, 'notAge') && !is(at - 2, 'notAge') && !is(end, 'notAge');
}
