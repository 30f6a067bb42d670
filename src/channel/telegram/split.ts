// Long answers: cuts a text into parts that a platform takes, at the kindest place there is.

/** Where a text may be cut, kindest first: between paragraphs, lines, sentences, words. */
const seams = [/\n{2,}/g, /\n/g, /(?<=[.!?\u061f\u3002])\s+/g, /\s+/g] as const;

/**
 * Parts of at most `max` UTF-16 units that together say the text; the white space at a cut is dropped.
 * A cut at a kinder place is taken only where it fills at least half of the part.
 */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = cutOf(rest, max);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...parts, rest];
}

function cutOf(text: string, max: number): number {
  const head = text.slice(0, max + 1);
  for (const seam of seams) {
    const last = [...head.matchAll(seam)].at(-1)?.index ?? 0;
    if (last >= max / 2) return last;
  }
  // Nothing to cut at: in the middle of a word, but not between the two halves of one character.
  const before = text.charCodeAt(max - 1);
  return before >= 0xd800 && before <= 0xdbff ? max - 1 : max;
}
