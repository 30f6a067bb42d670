// Patterns over words, as the language data writes them, and where a message matches them.
//   lips|tongue    one of these words; `blue*` any word that begins so; `@name` a list of words; `#` a number
//   word?          may be missing
//   ..             up to three words of the same breath;  ...  up to eight, across commas
//   a <> b         a and b in either order, as near as `..`
//   !              at the start: the pattern says "not" itself, so a "not" before it does not undo it
import type { Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

type Part =
  | { readonly kind: 'word'; readonly id: number | 'number'; readonly optional: boolean }
  | { readonly kind: 'gap'; readonly most: number; readonly overPauses: boolean };

export interface Pattern {
  readonly parts: readonly Part[];
  readonly saysNot: boolean;
}

/** A message as matchers see it: its tokens and what each may be. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly elements: readonly ReadonlySet<number>[];
}

/** Where a pattern was found: the first token and the one after the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Compiles one line of the data; a line with `<>` makes two patterns. */
export function compile(source: string, vocabulary: Vocabulary): Pattern[] {
  const saysNot = source.startsWith('!');
  const body = saysNot ? source.slice(1) : source;
  const sides = body.split(' <> ');
  const orders = sides.length === 2 ? [sides.join(' .. '), sides.toReversed().join(' .. ')] : [body];
  return orders.map((order) => ({
    saysNot,
    parts: order.split(' ').map((part) => compilePart(part, vocabulary)),
  }));
}

function compilePart(part: string, vocabulary: Vocabulary): Part {
  if (part === '..') return { kind: 'gap', most: 3, overPauses: false };
  if (part === '...') return { kind: 'gap', most: 8, overPauses: true };
  const optional = part.endsWith('?');
  const words = optional ? part.slice(0, -1) : part;
  return { kind: 'word', id: words === '#' ? 'number' : vocabulary.element(words), optional };
}

/** Every place where the message matches the pattern; words of `barriers` end a gap unless the pattern names them. */
export function findAll({ parts }: Pattern, reading: Reading, barriers: number): Span[] {
  const first = parts[0];
  const spans: Span[] = [];
  for (let from = 0; from < reading.tokens.length; from += 1) {
    if (first?.kind === 'word' && !first.optional && !fits(first.id, from, reading)) continue;
    const to = endOfMatch(parts, from, reading, barriers);
    if (to !== null && to > from) spans.push({ from, to });
  }
  return spans;
}

function fits(id: number | 'number', at: number, { tokens, elements }: Reading): boolean {
  return id === 'number' ? tokens[at]?.number != null : elements[at]?.has(id) === true;
}

/** Matches all parts from the token `from` on; answers the token after the last one matched. */
function endOfMatch(parts: readonly Part[], from: number, reading: Reading, barriers: number): number | null {
  /** Whether the match may go on to the token `at`: it does not cross the end of a sentence, and a pause only in a long gap. */
  const mayReach = (at: number, overPauses: boolean): boolean => {
    const before = reading.tokens[at]?.before;
    return at === from || before === 'nothing' || (overPauses && before === 'pause');
  };
  const matchRest = (index: number, at: number, overPauses = false): number | null => {
    const part = parts[index];
    if (part === undefined) return at;
    if (part.kind === 'gap') return passGap(part, index, at);
    if (fits(part.id, at, reading) && mayReach(at, overPauses)) {
      const end = matchRest(index + 1, at + 1);
      if (end !== null) return end;
    }
    return part.optional ? matchRest(index + 1, at, overPauses) : null;
  };
  const passGap = ({ most, overPauses }: Extract<Part, { kind: 'gap' }>, index: number, start: number) => {
    for (let at = start; at <= start + most; at += 1) {
      const end = matchRest(index + 1, at, overPauses);
      if (end !== null) return end;
      if (!mayReach(at, overPauses) || reading.elements[at]?.has(barriers)) return null;
    }
    return null;
  };
  return matchRest(0, from);
}
