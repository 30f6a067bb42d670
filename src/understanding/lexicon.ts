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
  /** An everyday word that means nothing here. */
  isOrdinary(word: string): boolean;
  /** Whether a phrase begins with the word. */
  begins(word: string): boolean;
  /** The known word that a misspelt one stands for, where there is one. */
  correction(word: string): string | undefined;
}

/** Only words that tell of an event, its time or a wish are worth guessing behind a slip of the finger. */
const tellingGroups = [
  'sleep.',
  'feed.',
  'diaper.',
  'phase.',
  'amount.',
  'side.',
  'time.',
  'want.undo',
  'want.summary',
];

const branch = (): Branch => ({ next: new Map(), gap: null, classes: new Set(), value: null, weekday: null });

/** Builds the lexicon of a phrase book. */
export function createLexicon(book: PhraseBook): Lexicon {
  const root = branch();
  const vocabulary = new Set<string>();
  const telling = new Set<string>();
  for (const [phraseClass, { say }] of entries(book.phrases)) {
    const words = tellingGroups.some((group) => phraseClass.startsWith(group)) ? telling : vocabulary;
    for (const phrase of say) {
      for (const way of expansions(phrase)) plant(root, way, words).classes.add(phraseClass);
    }
  }
  for (const word of telling) vocabulary.add(word);
  for (const [words, value] of Object.entries(book.numbers))
    plant(root, words.split(' '), vocabulary).value = value;
  book.weekdays.forEach((names, day) => {
    for (const name of names) plant(root, name.split(' '), vocabulary).weekday = day + 1;
  });
  const ordinary = new Set(book.ordinary.map(normalise));
  let near: ((typed: string) => string | undefined) | null = null;
  const nearest = (word: string) => {
    near ??= spellingsNear(telling);
    return near(word);
  };
  return {
    root,
    prefixes: book.prefixes.map(normalise),
    halfHour: book.halfHour,
    begins: (word) => root.next.has(word),
    isOrdinary: (word) => ordinary.has(word),
    knows: (word) => vocabulary.has(word),
    correction: (word) => (vocabulary.has(word) || ordinary.has(word) ? undefined : nearest(word)),
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

/** The spelling a word of a phrase is looked up by. */
function keyOf(raw: string): string {
  if (/^[a-z]+$/.test(raw)) return raw;
  return raw.endsWith('!') ? normalise(raw.slice(0, -1)) : normalise(raw).replace(/['"]/g, '');
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
    const word = keyOf(raw);
    vocabulary.add(word);
    const known = at.next.get(word) ?? branch();
    at.next.set(word, known);
    at = known;
  }
  return at;
}
