// The words that patterns are made of, found in a message in whatever form they take there: with a prefix of
// the language, as any word that begins with a stem, or with one slip of the finger.
import type { Spelling } from '../../locale/spelling.ts';
import { fold, type Token } from './tokens.ts';

/** Lists of words that patterns name as `@name`. An entry may name another list. */
export type Groups = Readonly<Record<string, readonly string[]>>;

export interface Vocabulary {
  /** The number of a set of alternatives such as `lip*|tongue|@mouth`; the same words give the same number. */
  element(alternatives: string): number;
  /** The numbers of the elements that each token belongs to. */
  recognise(tokens: readonly Token[]): ReadonlySet<number>[];
}

/** Builds a vocabulary; elements are added while patterns are compiled. */
export function createVocabulary(spelling: Spelling, groups: Groups): Vocabulary {
  const elements = new Map<string, number>();
  const words = new Map<string, number[]>();
  const stems = new Map<string, number[]>();
  const folded = new Map<string, string>();
  const slips = spelling.slips.map((word) => fold(word, spelling));
  const ordinary = new Set(spelling.ordinary.map((word) => fold(word, spelling)));
  const prefixes = spelling.prefixes.map((prefix) => fold(prefix, spelling));

  const plainOf = (word: string): string => {
    const known = folded.get(word) ?? fold(word, spelling);
    folded.set(word, known);
    return known;
  };

  const add = (entry: string, id: number) => {
    const isStem = entry.endsWith('*');
    const plain = plainOf(isStem ? entry.slice(0, -1) : entry);
    pushTo(isStem ? stems : words, plain, id);
  };

  const lookUp = (form: string, found: Set<number>) => {
    for (const id of words.get(form) ?? []) found.add(id);
    for (let length = form.length; length >= 2; length -= 1)
      for (const id of stems.get(form.slice(0, length)) ?? []) found.add(id);
  };

  /** The first letter is seldom the slip, and a great help to tell words apart. */
  const nearest = (form: string): string | undefined =>
    slips.find((word) => word[0] === form[0] && isOneSlipAway(form, word));

  const idsOf = (text: string): Set<number> => {
    const found = new Set<number>();
    lookUp(text, found);
    if (ordinary.has(text)) return found;
    const forms = prefixes
      .filter((prefix) => text.startsWith(prefix) && text.length > prefix.length + 1)
      .map((prefix) => text.slice(prefix.length));
    for (const form of forms) lookUp(form, found);
    const isKnown = [text, ...forms].some((form) => words.has(form));
    if (!isKnown && text.length > 3) lookUp(nearest(text) ?? '', found);
    return found;
  };

  return {
    element: (alternatives) => {
      const known = elements.get(alternatives);
      if (known !== undefined) return known;
      const id = elements.size;
      elements.set(alternatives, id);
      for (const entry of spread(alternatives, groups)) add(entry, id);
      return id;
    },
    recognise: (tokens) => {
      const seen = new Map<string, Set<number>>();
      return tokens.map(({ text }) => {
        const known = seen.get(text) ?? idsOf(text);
        seen.set(text, known);
        return known;
      });
    },
  };
}

/** `a|@b` with the lists it names written out. */
function spread(alternatives: string, groups: Groups, depth = 0): string[] {
  return alternatives.split('|').flatMap((entry) => {
    if (!entry.startsWith('@')) return [entry];
    const group = groups[entry.slice(1)];
    if (group === undefined || depth > 4) throw new RangeError(`no list of words is called ${entry}`);
    return group.flatMap((word) => spread(word, groups, depth + 1));
  });
}

/** Whether one letter added, left out, changed or swapped with its neighbour turns `typed` into `word`. */
function isOneSlipAway(typed: string, word: string): boolean {
  if (Math.abs(typed.length - word.length) > 1 || typed === word) return false;
  let start = 0;
  while (start < typed.length && typed[start] === word[start]) start += 1;
  let end = 0;
  const shorter = Math.min(typed.length, word.length) - start;
  while (end < shorter && typed.at(-1 - end) === word.at(-1 - end)) end += 1;
  const left = typed.length - start - end;
  const missing = word.length - start - end;
  if (left <= 1 && missing <= 1) return true;
  return left === 2 && missing === 2 && typed[start] === word[start + 1] && typed[start + 1] === word[start];
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
