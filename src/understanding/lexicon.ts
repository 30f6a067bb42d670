// Understanding, step 2: the phrase books of the languages become one tree of words to walk along a message.
import type { PhraseBook, PhraseClass } from '../locale/phrase-book.ts';
import { spellingsNear } from './spelling.ts';
import { normalise } from './words.ts';

/** A point in the tree of phrases: what the words so far mean, and which words may follow. */
export interface Branch {
  readonly next: Map<string, Branch>;
  /** Goes on after one to four other words. */
  gap: Branch | null;
  readonly classes: Set<PhraseClass>;
  /** The figure these words stand for. */
  value: number | null;
  /** The day they name: 1 Monday to 7 Sunday. */
  weekday: number | null;
}

export interface Lexicon {
  readonly root: Branch;
  readonly prefixes: readonly string[];
  readonly halfHour: PhraseBook['halfHour'];
  /** Whether a word occurs in any phrase. */
  knows(word: string): boolean;
  /** The known word that a misspelt one stands for, where there is one. */
  correction(word: string): string | undefined;
}

const branch = (): Branch => ({ next: new Map(), gap: null, classes: new Set(), value: null, weekday: null });

/** Builds the lexicon of a phrase book. */
export function createLexicon(book: PhraseBook): Lexicon {
  const root = branch();
  const correctable = new Set<string>();
  for (const [phraseClass, { say }] of entries(book.phrases)) {
    for (const phrase of say) {
      for (const words of expansions(phrase)) plant(root, words, correctable).classes.add(phraseClass);
    }
  }
  const vocabulary = new Set(correctable);
  for (const [words, value] of Object.entries(book.numbers))
    plant(root, words.split(' '), vocabulary).value = value;
  book.weekdays.forEach((names, day) => {
    for (const name of names) plant(root, name.split(' '), vocabulary).weekday = day + 1;
  });
  for (const word of book.ordinary) vocabulary.add(normalise(word));
  const near = spellingsNear(correctable);
  return {
    root,
    prefixes: book.prefixes.map(normalise),
    halfHour: book.halfHour,
    knows: (word) => vocabulary.has(word),
    correction: (word) => (vocabulary.has(word) ? undefined : near(word)),
  };
}

function entries(phrases: PhraseBook['phrases']): [PhraseClass, { say: string[] }][] {
  const typed: [PhraseClass, { say: string[] }][] = [];
  let phraseClass: PhraseClass;
  for (phraseClass in phrases) typed.push([phraseClass, phrases[phraseClass]]);
  return typed;
}

/** Every way to say a phrase with its alternatives (`a|b`) and optional words (`word?`). */
function expansions(phrase: string): string[][] {
  let ways: string[][] = [[]];
  for (const part of phrase.split(/\s+/)) {
    const optional = part.endsWith('?') && part.length > 1;
    const choices = (optional ? part.slice(0, -1) : part).split('|');
    const longer = ways.flatMap((way) => choices.map((choice) => [...way, choice]));
    ways = optional ? [...ways, ...longer] : longer;
  }
  return ways;
}

/** Adds the words of a phrase to the tree and answers where they end. */
function plant(root: Branch, words: readonly string[], vocabulary: Set<string>): Branch {
  let at = root;
  for (const raw of words) {
    if (raw === '...') {
      at.gap ??= branch();
      at = at.gap;
      continue;
    }
    const exact = raw.endsWith('!');
    const word = exact ? normalise(raw.slice(0, -1)) : normalise(raw).replace(/['"]/g, '');
    vocabulary.add(word);
    const known = at.next.get(word) ?? branch();
    at.next.set(word, known);
    at = known;
  }
  return at;
}
