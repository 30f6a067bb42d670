// Stands before everything else: every message is looked through for danger before any other room, and any
// model, sees it. Pure and quick; it needs neither network nor model.
import { type Language, languagesWritten } from '../../locale/languages.ts';
import { type RedFlagBook, redFlagBook, type SignName } from '../../locale/red-flag-book.ts';
import { type Spelling, spelling } from '../../locale/spelling.ts';
import { createReader, type Findings } from './reader.ts';
import { crises, emergencies, type Picture, type Row, urgentSigns } from './rows.ts';

/** A danger told in a message. `id` is the row of the red-flag specification; E asks for help now, C is the parent's own crisis. */
export interface RedFlag {
  readonly id: string;
  readonly level: 'E' | 'C';
}

interface Said {
  readonly text: string;
  /** The languages the message may be in; all that the bot speaks is right. */
  readonly languages: readonly Language[];
  /** The age of the chat's baby, where it is known. An age said in the message counts before it. */
  readonly ageDays: number | null;
}

/** The dangers told in a message, the worst first; none in almost all of them. */
export type Triage = (said: Said) => RedFlag[];

/** What triage needs of a language. */
export type Books = (language: Language) => { readonly book: RedFlagBook; readonly spelling: Spelling };

const fromLocales: Books = (language) => ({ book: redFlagBook(language), spelling: spelling(language) });

/** Makes a triage over the books of the languages; each is compiled when the first message may be in it. */
export function createTriage(books: Books = fromLocales): Triage {
  const readers = new Map<Language, (text: string) => Findings>();
  const readerOf = (language: Language) => {
    const known = readers.get(language);
    if (known !== undefined) return known;
    const { book, spelling } = books(language);
    const made = createReader(book, spelling);
    readers.set(language, made);
    return made;
  };
  return ({ text, languages, ageDays }) => {
    const picture = paint(
      languagesWritten(text, languages).map((language) => readerOf(language)(text)),
      ageDays,
    );
    const together = idsOf(urgentSigns, picture);
    const found = new Set([...idsOf(emergencies, picture), ...(together.length > 1 ? together : [])]);
    return [
      ...[...found].map((id): RedFlag => ({ id, level: 'E' })),
      ...idsOf(crises, picture).map((id): RedFlag => ({ id, level: 'C' })),
    ];
  };
}

function idsOf(rows: readonly Row[], picture: Picture): string[] {
  return [...new Set(rows.filter(({ when }) => when(picture)).map(({ id }) => id))];
}

/** Puts what all books found together. */
function paint(findings: readonly Findings[], ageDays: number | null): Picture {
  const has = (sign: SignName) => findings.some(({ signs }) => signs.has(sign));
  const temperatures = findings.flatMap(({ figures }) =>
    [...figures.temperatures].flatMap(([place, celsius]) =>
      findings.some((other) => other.figures.otherMeasures.has(place)) ? [] : [celsius],
    ),
  );
  const ages = findings.flatMap(({ figures }) => (figures.ageDays === null ? [] : [figures.ageDays]));
  const age = ages.length > 0 ? Math.min(...ages) : ageDays;
  const hours = findings.flatMap(({ numbers }) => numbers.get('dryNappies') ?? []);
  return {
    all: (...signs) => signs.every(has),
    any: (...signs) => signs.some(has),
    ageDays: age,
    youngerThan: (days) => (age === null ? !has('older') : age < days),
    warmest: temperatures.length === 0 ? null : Math.max(...temperatures),
    coldest: temperatures.length === 0 ? null : Math.min(...temperatures),
    breaths: findings.map(({ figures }) => figures.breaths).find((count) => count !== null) ?? null,
    dryHours: hours.length === 0 ? null : Math.max(...hours),
  };
}
