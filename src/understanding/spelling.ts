// Finds the known word behind a misspelt one: one letter missing, added, changed, or two in the wrong order.

const shortestTyped = 5;
// Scripts without capitals mostly write no vowels: their words are shorter and closer to each other.
const shortestUnvowelled = 6;
const shortestKnown = 4;

/** A finder of the known word one slip away from a typed word of five letters or more (four for swapped letters). */
export function spellingsNear(known: ReadonlySet<string>): (typed: string) => string | undefined {
  const byShadow = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < shortestKnown) continue;
    for (const shadow of shadows(word)) {
      const sharing = byShadow.get(shadow);
      if (sharing) sharing.push(word);
      else byShadow.set(shadow, [word]);
    }
  }
  return (typed) => {
    const calm = typed.replace(/(\p{L})\1{2,}/gu, '$1');
    if (calm !== typed && known.has(calm)) return calm;
    const doubled = typed.replace(/(\p{L})\1{2,}/gu, '$1$1');
    if (doubled !== typed && known.has(doubled)) return doubled;
    const shortest = /\p{Lo}/u.test(calm) ? shortestUnvowelled : shortestTyped;
    if (calm.length < shortestKnown || !/^\p{L}+$/u.test(calm)) return undefined;
    const near = new Set<string>();
    for (const shadow of shadows(calm)) for (const word of byShadow.get(shadow) ?? []) near.add(word);
    return [...near]
      .filter((word) => oneSlip(calm, word) && (calm.length >= shortest || isSwap(calm, word)))
      .sort((a, b) => likeness(calm, b) - likeness(calm, a))[0];
  };
}

/** A word and what is left of it when one letter goes. Words one slip apart share at least one. */
function shadows(word: string): string[] {
  return [word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))];
}

function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  if (a.length !== b.length) {
    return a.length > b.length ? a.slice(i + 1) === b.slice(i) : a.slice(i) === b.slice(i + 1);
  }
  const swapped = a[i] === b[i + 1] && a[i + 1] === b[i];
  return a.slice(i + 1) === b.slice(i + 1) || (swapped && a.slice(i + 2) === b.slice(i + 2));
}

/** In a shorter word only two letters in the wrong order are a slip for sure. */
const isSwap = (typed: string, word: string) => typed[0] === word[0] && sorted(typed) === sorted(word);

const sorted = (word: string) => [...word].sort().join('');

/** Slips rarely touch the first letter, and swap neighbours more often than they replace one. */
function likeness(typed: string, word: string): number {
  const sameLetters = sorted(typed) === sorted(word);
  return (typed[0] === word[0] ? 2 : 0) + (sameLetters ? 1 : 0) + (typed.length === word.length ? 0 : 0.5);
}
