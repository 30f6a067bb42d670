// Understanding, step 3: tokens and lexicon together become marks: what each word or phrase of the message may mean.
import type { PhraseClass } from '../locale/phrase-book.ts';
import type { Branch, Lexicon } from './lexicon.ts';
import type { Token } from './words.ts';

/** One word, phrase or sign of the message. */
export interface Mark {
  readonly token: Token;
  readonly classes: ReadonlySet<PhraseClass>;
  /** The value of a figure, also of one in words. */
  readonly value: number | null;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number | null;
  /** A word that means nothing to us. */
  readonly strange: boolean;
}

const nothing: ReadonlySet<PhraseClass> = new Set();
const joins = ['join.and', 'join.then', 'join.but'] as const;
const longestGap = 4;

export const is = (mark: Mark | undefined, ...classes: readonly PhraseClass[]): boolean =>
  mark !== undefined && classes.some((one) => mark.classes.has(one));

/** Whether the mark has a class of this group, such as `sleep`. */
export const isOf = (mark: Mark | undefined, group: string): boolean => {
  if (mark) for (const one of mark.classes) if (one.startsWith(`${group}.`)) return true;
  return false;
};

/**
 * Reads tokens with the lexicon of a language; what that one does not know is looked up in the others, so that
 * two languages may meet in one sentence.
 */
export function read(tokens: readonly Token[], lexicon: Lexicon, others: readonly Lexicon[]): Mark[] {
  const all = [lexicon, ...others];
  const words = [...tokens];
  const marks: Mark[] = [];
  const taken = new Set<Token>();
  let at = 0;
  for (let token = words[at]; token; token = words[at]) {
    if (taken.has(token)) {
      at += 1;
      continue;
    }
    const match = all.map((one) => longest(words, at, one.root)).find((one) => one !== null);
    const parts = match ? null : respell(token, all, words[at + 1]);
    if (parts) {
      words.splice(at, 1, ...parts);
      continue;
    }
    for (const later of match?.later ?? []) taken.add(later);
    marks.push(markOf(token, match));
    at += match?.length ?? 1;
  }
  return marks;
}

/** The share of the words that a language knows: how well it fits the message. */
export function fitOf(tokens: readonly Token[], lexicon: Lexicon): number {
  const words = tokens.filter(({ kind }) => kind === 'word');
  if (words.length === 0) return 0;
  const knows = (word: Token) =>
    lexicon.knows(word.text) || lexicon.isOrdinary(word.text) || respell(word, [lexicon]) !== null;
  return words.filter(knows).length / words.length;
}

function markOf(token: Token, match: Match | undefined): Mark {
  const alone = (match?.words ?? 1) === 1;
  return {
    token,
    classes: match?.branch.classes ?? nothing,
    value: token.kind === 'number' && alone ? token.value : (match?.branch.value ?? null),
    weekday: match?.branch.weekday ?? null,
    strange: token.kind === 'word' && match === undefined,
  };
}

/** Another way to read a word that begins no phrase: prefix and rest, or the word it was meant to be. */
function respell(token: Token, all: readonly Lexicon[], next?: Token): Token[] | null {
  if (token.kind !== 'word') return null;
  // Before a figure the last prefix may stand alone ("and at 2").
  const shortest = next?.kind === 'number' || next?.kind === 'clock' ? 1 : 2;
  const anew = (text: string, glued: boolean): Token => ({ ...token, text, quoted: text, glued });
  const split = all.map((one) => prefixed(token.text, one, 3, shortest)).find((parts) => parts !== null);
  if (split) return split.map((text, i) => anew(text, i > 0 || token.glued));
  if (all.some((one) => one.knows(token.text) || one.isOrdinary(token.text))) return null;
  const meant = all.map((one) => one.correction(token.text)).find((word) => word !== undefined);
  return meant === undefined ? null : [anew(meant, token.glued)];
}

function prefixed(word: string, lexicon: Lexicon, depth: number, shortest: number): string[] | null {
  for (const prefix of lexicon.prefixes) {
    if (!word.startsWith(prefix) || word.length < prefix.length + shortest) continue;
    const rest = word.slice(prefix.length);
    if (lexicon.begins(rest)) return [prefix, rest];
    const deeper = depth > 1 ? prefixed(rest, lexicon, depth - 1, shortest) : null;
    if (deeper) return [prefix, ...deeper];
  }
  return null;
}

interface Match {
  /** Tokens covered from the start on. */
  readonly length: number;
  /** Tokens covered after a gap. */
  readonly later: readonly Token[];
  readonly words: number;
  readonly branch: Branch;
}

const means = (branch: Branch) => branch.classes.size > 0 || branch.value !== null || branch.weekday !== null;

const step = (branch: Branch, token: Token): Branch | undefined =>
  (token.quoted === token.text ? undefined : branch.next.get(token.quoted)) ?? branch.next.get(token.text);

/** The phrase with the most words that begins at `at`; a phrase without a gap goes before one with. */
function longest(words: readonly Token[], at: number, root: Branch): Match | null {
  let best: Match | null = null;
  const gaps: { from: number; branch: Branch }[] = [];
  let here: Branch | undefined = root;
  for (let i = at; i < words.length; i += 1) {
    const token = words[i];
    here = token && here ? step(here, token) : undefined;
    if (!here) break;
    const length = i - at + 1;
    if (means(here)) best = { length, later: [], words: length, branch: here };
    if (here.gap) gaps.push({ from: i + 1, branch: here.gap });
  }
  for (const { from, branch } of gaps) {
    const end = beyond(words, from, branch, root);
    const count = end ? from - at + end.later.length : 0;
    if (end && count > (best?.words ?? 0)) best = { ...end, length: from - at, words: count };
  }
  return best;
}

/** Where a phrase goes on after its gap. The gap is short and stays within one part of the sentence. */
function beyond(
  words: readonly Token[],
  from: number,
  gap: Branch,
  root: Branch,
): Pick<Match, 'later' | 'branch'> | null {
  for (let skip = 1; skip <= longestGap; skip += 1) {
    const skipped = words[from + skip - 1];
    if (skipped?.kind !== 'word' && skipped?.kind !== 'number') return null;
    const alone = root.next.get(skipped.text)?.classes;
    if (joins.some((join) => alone?.has(join))) return null;
    let here: Branch | undefined = gap;
    let best: Pick<Match, 'later' | 'branch'> | null = null;
    for (let i = from + skip; i < words.length; i += 1) {
      const token = words[i];
      here = token && here ? step(here, token) : undefined;
      if (!here) break;
      if (means(here)) best = { later: words.slice(from + skip, i + 1), branch: here };
    }
    if (best) return best;
  }
  return null;
}
