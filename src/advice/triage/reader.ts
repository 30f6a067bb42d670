// Second step of triage: one language's book is compiled once, and reads a message for the signs in it.
import type { RedFlagBook, SignName } from '../../locale/red-flag-book.ts';
import { signNames } from '../../locale/red-flag-book.ts';
import type { Spelling } from '../../locale/spelling.ts';
import { compile, findAll, type Pattern, type Reading, type Span } from '../words/patterns.ts';
import { tokenize } from '../words/tokens.ts';
import { createVocabulary } from '../words/vocabulary.ts';
import { type Figures, figureWords, readFigures } from './figures.ts';

/** How far before a sign a "not" is looked for, in words. */
const NEGATION_REACH = 6;

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

/** Signs of the parent's own crisis count whatever else the sentence tells. */
const ofTheParent: ReadonlySet<SignName> = new Set(['wantsToDie', 'mightHarmBaby', 'psychosis', 'motherIll']);

/** Compiles a book into a reader of messages. */
export function createReader(book: RedFlagBook, spelling: Spelling): (text: string) => Findings {
  const vocabulary = createVocabulary(spelling, book.words);
  const all = (sources: readonly string[]) => sources.flatMap((source) => compile(source, vocabulary));
  const signs: Sign[] = signNames.map((name) => ({
    name,
    is: all(book.signs[name].is),
    not: all(book.signs[name].not),
  }));
  const aside = all(book.aside);
  const learning = all(book.learning);
  const present = all(book.present);
  const negation = {
    negators: vocabulary.element('@negators'),
    through: vocabulary.element('@through'),
    joiners: vocabulary.element('@joiners'),
  };
  const figures = figureWords(vocabulary, book, spelling);

  return (text) => {
    const tokens = tokenize(text, spelling);
    const reading: Reading = { tokens, elements: vocabulary.recognise(tokens) };
    const has = (patterns: readonly Pattern[], within: Span) =>
      patterns.some((pattern) =>
        findAll(pattern, reading, negation.negators).some((span) => overlaps(span, within)),
      );
    const whole = { from: 0, to: tokens.length };
    const asking = has(learning, whole);
    const dismissed = sentences(reading).map((sentence) => ({
      ...sentence,
      aside: asking || (has(aside, sentence) && !has(present, sentence)),
    }));
    const isAside = (span: Span) => dismissed.some((sentence) => sentence.aside && overlaps(sentence, span));

    const found = new Map<SignName, Span[]>();
    const saidNots = new Set<number>();
    const keep = ({ name, is, not }: Sign, saysNot: boolean) => {
      for (const pattern of is) {
        if (pattern.saysNot !== saysNot) continue;
        for (const span of findAll(pattern, reading, negation.negators)) {
          if (!ofTheParent.has(name) && isAside(span)) continue;
          if (!saysNot && isNegated(span.from, reading, negation, saidNots)) continue;
          if (not.length > 0 && has(not, span)) continue;
          found.set(name, [...(found.get(name) ?? []), span]);
          if (saysNot) for (let at = span.from; at < span.to; at += 1) saidNots.add(at);
        }
      }
    };
    for (const sign of signs) keep(sign, true);
    for (const sign of signs) keep(sign, false);

    return {
      signs: new Set(found.keys()),
      figures: readFigures(reading, figures),
      numbers: new Map(
        [...found].map(([name, spans]) => [name, spans.flatMap((span) => numbersIn(span, reading))]),
      ),
    };
  };
}

const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to;

function numbersIn({ from, to }: Span, { tokens }: Reading): number[] {
  return tokens.slice(from, to).flatMap(({ number }) => (number === null ? [] : [number]));
}

function sentences({ tokens }: Reading): Span[] {
  const starts = tokens.flatMap(({ before }, at) => (at === 0 || before === 'stop' ? [at] : []));
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? tokens.length }));
}

/** Whether a "not" that belongs to no other sign stands before the token `at`, across words that carry it on. */
function isNegated(
  at: number,
  { tokens, elements }: Reading,
  words: { readonly negators: number; readonly through: number; readonly joiners: number },
  saidNots: ReadonlySet<number>,
): boolean {
  for (let back = at; back > 0 && at - back < NEGATION_REACH; ) {
    if (tokens[back]?.before !== 'nothing') return false;
    back -= 1;
    const here = elements[back];
    if (saidNots.has(back)) return false;
    if (here?.has(words.negators) === true) return true;
    if (here?.has(words.joiners) === true) back -= 1;
    else if (here?.has(words.through) !== true) return false;
    if (elements[back]?.has(words.negators) === true && !saidNots.has(back)) return true;
  }
  return false;
}
