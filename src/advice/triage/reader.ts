// Second step of triage: one language's book is compiled once, and reads a message for the signs in it.
import { type RedFlagBook, type SignName, signNames } from '../../locale/red-flag-book.ts';
import type { Spelling } from '../../locale/spelling.ts';
import { compile, findAll, type Pattern, type Reading, type Span } from '../words/patterns.ts';
import { tokenize } from '../words/tokens.ts';
import { createVocabulary } from '../words/vocabulary.ts';
import { type Figures, type FigureWords, figureWords, readFigures } from './figures.ts';
import { isNegated, type NegationWords } from './negation.ts';

/** What one book finds in a message. */
export interface Findings {
  readonly signs: ReadonlySet<SignName>;
  readonly figures: Figures;
  /** Numbers said within a sign, such as the hours of "no wet nappy for 9 hours". */
  readonly numbers: ReadonlyMap<SignName, readonly number[]>;
}

interface Sign {
  readonly name: SignName;
  readonly is: readonly Pattern[];
  readonly not: readonly Pattern[];
}

/** A book made ready for matching. */
interface Compiled {
  readonly signs: readonly Sign[];
  readonly aside: readonly Pattern[];
  readonly learning: readonly Pattern[];
  readonly present: readonly Pattern[];
  readonly negation: NegationWords;
  readonly figures: FigureWords;
}

/** Signs of the parent's own crisis count whatever else the sentence tells. */
const ofTheParent: ReadonlySet<SignName> = new Set(['wantsToDie', 'mightHarmBaby', 'psychosis', 'motherIll']);

/** Compiles a book into a reader of messages. */
export function createReader(book: RedFlagBook, spelling: Spelling): (text: string) => Findings {
  const vocabulary = createVocabulary(spelling, book.words);
  const all = (sources: readonly string[]) => sources.flatMap((source) => compile(source, vocabulary));
  const compiled: Compiled = {
    signs: signNames.map((name) => ({ name, is: all(book.signs[name].is), not: all(book.signs[name].not) })),
    aside: all(book.aside),
    learning: all(book.learning),
    present: all(book.present),
    negation: {
      negators: vocabulary.element('@negators'),
      through: vocabulary.element('@through'),
      joiners: vocabulary.element('@joiners'),
    },
    figures: figureWords(vocabulary, book, spelling),
  };
  return (text) => {
    const tokens = tokenize(text, spelling);
    return read({ tokens, elements: vocabulary.recognise(tokens) }, compiled);
  };
}

function read(reading: Reading, book: Compiled): Findings {
  const asides = sentencesAside(reading, book);
  const saidNots = new Set<number>();
  const found = new Map<SignName, Span[]>();
  const collect = (sign: Sign, saysNot: boolean) => {
    const spans = sign.is
      .filter((pattern) => pattern.saysNot === saysNot)
      .flatMap((pattern) => findAll(pattern, reading, book.negation.negators))
      .filter((span) => ofTheParent.has(sign.name) || !asides.some((sentence) => overlaps(sentence, span)))
      .filter((span) => saysNot || !isNegated(span.from, reading, book.negation, saidNots))
      .filter((span) => !has(sign.not, span, reading, book));
    if (spans.length > 0) found.set(sign.name, [...(found.get(sign.name) ?? []), ...spans]);
    if (saysNot) for (const { from, to } of spans) for (let at = from; at < to; at += 1) saidNots.add(at);
  };
  // Signs that say "not" themselves come first: their "not" must not undo the sign that follows.
  for (const saysNot of [true, false]) for (const sign of book.signs) collect(sign, saysNot);
  return {
    signs: new Set(found.keys()),
    figures: readFigures(reading, book.figures),
    numbers: new Map([...found].map(([name, spans]) => [name, numbersIn(spans, reading)])),
  };
}

/** The sentences that tell of no present danger to this baby. */
function sentencesAside(reading: Reading, book: Compiled): Span[] {
  const whole = { from: 0, to: reading.tokens.length };
  if (has(book.learning, whole, reading, book)) return [whole];
  return sentences(reading).filter(
    (sentence) => has(book.aside, sentence, reading, book) && !has(book.present, sentence, reading, book),
  );
}

function sentences({ tokens }: Reading): Span[] {
  const starts = tokens.flatMap(({ before }, at) => (at === 0 || before === 'stop' ? [at] : []));
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? tokens.length }));
}

function has(patterns: readonly Pattern[], within: Span, reading: Reading, book: Compiled): boolean {
  return patterns.some((pattern) =>
    findAll(pattern, reading, book.negation.negators).some((span) => overlaps(span, within)),
  );
}

const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to;

function numbersIn(spans: readonly Span[], { tokens }: Reading): number[] {
  return spans.flatMap(({ from, to }) =>
    tokens.slice(from, to).flatMap(({ number }) => (number === null ? [] : [number])),
  );
}
