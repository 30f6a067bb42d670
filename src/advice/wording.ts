// Makes a model's words fit for a chat: plain text of bounded length, without links, doses or reassurance that
// nobody may give from afar.
import type { AnswerLimits } from '../locale/answer-limits.ts';

/** The longest answer, in UTF-16 units: what can be read on a phone with a baby on the other arm. */
export const longestAnswer = 1_200;

/** The answer as it is said to the parent; never empty. */
export function presentable(answer: string, limits: AnswerLimits): string {
  const plain = withoutMarkup(withoutLinks(answer));
  const kept: string[] = [];
  const instead = new Set<string>();
  for (const line of plain.split('\n')) {
    const sentences = line.split(/(?<=[.!?])\s+/u);
    const allowed = sentences.filter((sentence) => {
      if (tellsDose(sentence, limits)) instead.add(limits.askForDose);
      else if (reassures(sentence, limits)) instead.add(limits.askForCheck);
      else return true;
      return false;
    });
    if (allowed.length > 0) kept.push(allowed.join(' '));
  }
  const text = cut(
    kept
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    longestAnswer - lengthOf(instead),
  );
  return [text, ...instead].filter((part) => part !== '').join('\n') || limits.askForCheck;
}

function withoutLinks(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<?\b(?:https?:\/\/|www\.)[^\s>)]+>?/gi, '')
    .replace(
      /\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|co|io|info|health)(?:\.[a-z]{2})?\b(?:\/\S*)?/gi,
      '',
    );
}

function withoutMarkup(text: string): string {
  return text
    .replace(/```[a-z]*\n?/gi, '')
    .replace(/^\s{0,3}#{1,6}\s+/gm, '')
    .replace(/^\s*[*+]\s+/gm, '- ')
    .replace(/^\s*>\s?/gm, '')
    .replace(/^\s*\|?[\s:|-]{3,}\|?\s*$/gm, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(?<=^|\s)[*_](?=\S)([^*_\n]+)(?<=\S)[*_](?=\s|[.,!?]|$)/gm, '$1')
    .replace(/[ \t]+(?=[.,!?\n]|$)/gm, '')
    .replace(/[ \t]{2,}/g, ' ');
}

/** A number with a unit that only doses have, or that milk has, too, beside a medicine or a weight. */
function tellsDose(sentence: string, limits: AnswerLimits): boolean {
  const says = (words: readonly string[]) => words.some((word) => sentence.toLowerCase().includes(word));
  if (!/\p{Nd}/u.test(sentence)) return false;
  if (hasUnit(sentence, limits.doseUnits) || says(limits.perWeight)) return true;
  return hasUnit(sentence, limits.sharedUnits) && says(limits.medicines);
}

function hasUnit(sentence: string, units: readonly string[]): boolean {
  const amounts = sentence.toLowerCase().matchAll(/\p{Nd}[\p{Nd}.,/-]*\s*([^\s\p{Nd}.,;:()]+)/gu);
  return [...amounts].some(([, unit]) => unit !== undefined && units.includes(unit));
}

function reassures(sentence: string, limits: AnswerLimits): boolean {
  const said = sentence.toLowerCase().replaceAll('\u2019', "'");
  return limits.reassurances.some((phrase) => said.includes(phrase));
}

/** Ends a text that is too long after its last whole sentence, or its last whole word. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  const end = Math.max(...['. ', '! ', '? ', '\n'].map((mark) => head.lastIndexOf(mark)));
  if (end > most / 3) return head.slice(0, end + 1).trim();
  return `${head.slice(0, head.lastIndexOf(' ')).trim()}\u2026`;
}

const lengthOf = (lines: ReadonlySet<string>): number =>
  [...lines].reduce((sum, line) => sum + line.length + 1, 0);
