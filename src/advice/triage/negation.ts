// "No fever", "she doesn't look blue", "no cough or blue lips": whether a sign is said not to be there.
import type { Reading } from '../words/patterns.ts';

/** How far before a sign a "not" is looked for, in words. */
const REACH = 6;

/** The elements that carry a negation. */
export interface NegationWords {
  readonly negators: number;
  /** Words that may stand between a "not" and what it denies. */
  readonly through: number;
  /** "or": denies what follows if it denied what stood before. */
  readonly joiners: number;
}

/** Whether a "not" that belongs to no other sign denies the sign that begins at the token `at`. */
export function isNegated(
  at: number,
  { tokens, elements }: Reading,
  words: NegationWords,
  saidNots: ReadonlySet<number>,
): boolean {
  const is = (place: number, element: number) => elements[place]?.has(element) === true;
  let back = at - 1;
  while (back >= 0 && at - back <= REACH && tokens[back + 1]?.before === 'nothing') {
    if (saidNots.has(back)) return false;
    if (is(back, words.negators)) return true;
    if (is(back, words.joiners)) back -= 1;
    else if (!is(back, words.through)) return false;
    back -= 1;
  }
  return false;
}
