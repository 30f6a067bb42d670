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
export function findAll(pattern: Pattern, reading: Reading, barriers: number): Span[] {
  const spans: Span[] = [];
  const first = pattern.parts[0];
  for (let from = 0; from < reading.tokens.length; from += 1) {
    if (first?.kind === 'word' && !first.optional && !fits(first.id, from, reading)) continue;
    const to = matchFrom(pattern.parts, 0, from, from, reading, barriers);
    if (to !== null && to > from) spans.push({ from, to });
  }
  return spans;
}

function fits(id: number | 'number', at: number, { tokens, elements }: Reading): boolean {
  return id === 'number' ? tokens[at]?.number != null : elements[at]?.has(id) === true;
}

/** Matches `parts` from `part` on at token `at`; answers the token after the last one matched. */
function matchFrom(
  parts: readonly Part[],
  part: number,
  at: number,
  start: number,
  reading: Reading,
  barriers: number,
): number | null {
  const now = parts[part];
  if (now === undefined) return at;
  if (now.kind === 'gap') {
    for (let skipped = 0; skipped <= now.most; skipped += 1) {
      const next = at + skipped;
      const found = matchGapEnd(parts, part + 1, next, start, reading, barriers, now.overPauses);
      if (found !== null) return found;
      if (!mayPass(next, start, reading, now.overPauses) || reading.elements[next]?.has(barriers))
        return null;
    }
    return null;
  }
  if (fits(now.id, at, reading) && mayPass(at, start, reading, false)) {
    const found = matchFrom(parts, part + 1, at + 1, start, reading, barriers);
    if (found !== null) return found;
  }
  return now.optional ? matchFrom(parts, part + 1, at, start, reading, barriers) : null;
}

/** After a gap the next word may stand behind a pause if the gap may cross one. */
function matchGapEnd(
  parts: readonly Part[],
  part: number,
  at: number,
  start: number,
  reading: Reading,
  barriers: number,
  overPauses: boolean,
): number | null {
  const now = parts[part];
  if (now?.kind !== 'word' || !overPauses || reading.tokens[at]?.before !== 'pause')
    return matchFrom(parts, part, at, start, reading, barriers);
  return fits(now.id, at, reading) ? matchFrom(parts, part + 1, at + 1, start, reading, barriers) : null;
}

/** Whether a match that began at `start` may go on to the token `at`. */
function mayPass(at: number, start: number, { tokens }: Reading, overPauses: boolean): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (at === start) return true;
  return token.before === 'nothing' || (overPauses && token.before === 'pause');
}
