// Second step of triage: one language's book is compiled once, and reads a message for the signs in it.
import { type RedFlagBook, type SignName, signNames } from '../../locale/red-flag-book.ts';
import type { Spelling } from '../../locale/spelling.ts';
import { compile, findAll, type Pattern, type Span } from '../words/patterns.ts';
import { type Token, tokenize } from '../words/tokens.ts';
import { createVocabulary, type Vocabulary } from '../words/vocabulary.ts';
import { type Figures, type FigureWords, figureWords, readFigures } from './figures.ts';
import { isNegated, type NegationWords } from './negation.ts';

/** What one book finds in a message. */
export interface Findings {
  readonly signs: ReadonlySet<SignName>;
  readonly figures: Figures;
  /** Numbers said within a sign, such as the hours of "no wet nappy for 9 hours". */
  readonly numbers: ReadonlyMap<SignName, readonly number[]>;
}

/** A book made ready for matching. */
interface Compiled {
  readonly vocabulary: Vocabulary;
  readonly signs: ReadonlyMap<SignName, readonly Pattern[]>;
  readonly negation: NegationWords;
  readonly figures: FigureWords;
  /** Most messages tell of no sign at all, so this is made when the first one does. */
  readonly doubts: () => Doubts;
}

/** What may show that a sign is not meant. */
interface Doubts {
  readonly vocabulary: Vocabulary;
  readonly negators: number;
  readonly harmless: ReadonlyMap<SignName, readonly Pattern[]>;
  readonly aside: readonly Pattern[];
  readonly learning: readonly Pattern[];
  readonly present: readonly Pattern[];
}

/** Signs of the parent's own crisis count whatever else the sentence tells. */
const ofTheParent: ReadonlySet<SignName> = new Set(['wantsToDie', 'mightHarmBaby', 'psychosis', 'motherIll']);

/** Compiles a book into a reader of messages. */
export function createReader(book: RedFlagBook, spelling: Spelling): (text: string) => Findings {
  const vocabulary = createVocabulary(spelling, book.words);
  let doubts: Doubts | undefined;
  const compiled: Compiled = {
    vocabulary,
    signs: new Map(signNames.map((name) => [name, compileAll(book.signs[name].is, vocabulary)])),
    negation: {
      negators: vocabulary.element('@negators'),
      through: vocabulary.element('@through'),
      joiners: vocabulary.element('@joiners'),
    },
    figures: figureWords(vocabulary, book, spelling),
    doubts: () => {
      doubts ??= compileDoubts(book, spelling);
      return doubts;
    },
  };
  return (text) => read(tokenize(text, spelling), compiled);
}

function compileDoubts(book: RedFlagBook, spelling: Spelling): Doubts {
  const vocabulary = createVocabulary(spelling, book.words);
  return {
    vocabulary,
    negators: vocabulary.element('@negators'),
    harmless: new Map(signNames.map((name) => [name, compileAll(book.signs[name].not, vocabulary)])),
    aside: compileAll(book.aside, vocabulary),
    learning: compileAll(book.learning, vocabulary),
    present: compileAll(book.present, vocabulary),
  };
}

const compileAll = (sources: readonly string[], vocabulary: Vocabulary): Pattern[] =>
  sources.flatMap((source) => compile(source, vocabulary));

interface Suspicion {
  readonly name: SignName;
  readonly span: Span;
  readonly saysNot: boolean;
}

function read(tokens: readonly Token[], book: Compiled): Findings {
  const reading = { tokens, elements: book.vocabulary.recognise(tokens) };
  const suspicions = [...book.signs].flatMap(([name, patterns]) =>
    patterns.flatMap((pattern) =>
      findAll(pattern, reading, book.negation.negators).map(
        (span): Suspicion => ({ name, span, saysNot: pattern.saysNot }),
      ),
    ),
  );
  const meant = suspicions.length === 0 ? [] : withoutHarmless(suspicions, tokens, book.doubts());
  // A "not" that belongs to one sign ("not breathing") must not undo the next ("and blue").
  const taken = new Set(meant.flatMap(({ saysNot, span }) => (saysNot ? placesOf(span) : [])));
  const told = meant.filter(
    ({ saysNot, span }) => saysNot || !isNegated(span.from, reading, book.negation, taken),
  );
  const numbers = Map.groupBy(told, ({ name }) => name);
  return {
    signs: new Set(told.map(({ name }) => name)),
    figures: readFigures(reading, book.figures),
    numbers: new Map(
      [...numbers].map(([name, all]) => [name, all.flatMap(({ span }) => numbersIn(span, tokens))]),
    ),
  };
}

/** Drops what is meant harmlessly, and what a sentence tells of no present danger to this baby. */
function withoutHarmless(
  suspicions: readonly Suspicion[],
  tokens: readonly Token[],
  doubts: Doubts,
): readonly Suspicion[] {
  const reading = { tokens, elements: doubts.vocabulary.recognise(tokens) };
  const has = (patterns: readonly Pattern[], within: Span) =>
    patterns.some((pattern) =>
      findAll(pattern, reading, doubts.negators).some((span) => overlaps(span, within)),
    );
  const asides = has(doubts.learning, { from: 0, to: tokens.length })
    ? sentences(tokens)
    : sentences(tokens).filter((sentence) => has(doubts.aside, sentence) && !has(doubts.present, sentence));
  return suspicions.filter(
    ({ name, span }) =>
      (ofTheParent.has(name) || !asides.some((sentence) => overlaps(sentence, span))) &&
      !has(doubts.harmless.get(name) ?? [], span),
  );
}

function sentences(tokens: readonly Token[]): Span[] {
  const starts = tokens.flatMap(({ before }, at) => (at === 0 || before === 'stop' ? [at] : []));
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? tokens.length }));
}

const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to;

const placesOf = ({ from, to }: Span): number[] =>
  Array.from({ length: to - from }, (_, step) => from + step);

function numbersIn({ from, to }: Span, tokens: readonly Token[]): number[] {
  return tokens.slice(from, to).flatMap(({ number }) => (number === null ? [] : [number]));
}
