// Understanding, step 5a: items are parted into sentences, and sentences into parts that tell one thing or a few.
import type { Item } from './items.ts';
import { is, isOf, type Mark } from './reading.ts';

/** What stands between two commas, joins or sentence ends. */
export interface Part {
  readonly items: readonly Item[];
  /** How it is joined to the part before. */
  readonly join: 'start' | 'comma' | 'then' | 'but';
}

export interface Sentence {
  readonly parts: readonly Part[];
  /** Ends in a question mark. */
  readonly asked: boolean;
}

export const markOf = (item: Item | undefined): Mark | undefined =>
  item?.type === 'mark' ? item.mark : undefined;

/** The marks of a list of items that are marks. */
export const marksOf = (items: readonly Item[]): Mark[] =>
  items.flatMap((item) => (item.type === 'mark' ? [item.mark] : []));

/** Whether a mark says nothing by itself. */
export const isIdle = (mark: Mark | undefined): boolean =>
  mark !== undefined &&
  (mark.token.kind === 'symbol' ||
    mark.token.kind === 'emoji' ||
    mark.token.kind === 'dash' ||
    (mark.classes.size === 0 && !mark.strange) ||
    is(mark, 'filler', 'chatter', 'time.at', 'join.with', 'join.of'));

/** Parts a message into its sentences. */
export function sentencesOf(items: readonly Item[]): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  items.forEach((item, i) => {
    const kind = markOf(item)?.token.kind;
    const end = kind === 'stop' || kind === 'question';
    if (!end && i < items.length - 1) return;
    const parts = partsOf(items.slice(from, end ? i : i + 1));
    const opening = kind === 'question' && parts.length === 0;
    if (parts.length > 0) sentences.push({ parts, asked: kind === 'question' });
    else if (opening && i > 0) markAsked(sentences);
    from = i + 1;
  });
  return sentences;
}

/** A question mark on its own belongs to what was said before it. */
function markAsked(sentences: Sentence[]): void {
  const last = sentences.pop();
  if (last) sentences.push({ ...last, asked: true });
}

function partsOf(items: readonly Item[]): Part[] {
  const parts: Part[] = [];
  let current: Item[] = [];
  let join: Part['join'] = 'start';
  const close = (next: Part['join']) => {
    if (current.length > 0) parts.push({ items: current, join });
    if (current.length > 0 || next === 'but') join = parts.length === 0 && next === 'comma' ? 'start' : next;
    current = [];
  };
  for (const item of items) {
    const next = joinOf(markOf(item));
    if (next) close(next);
    else current.push(item);
  }
  close('comma');
  return parts;
}

function joinOf(mark: Mark | undefined): Part['join'] | null {
  if (!mark) return null;
  if (is(mark, 'join.but')) return 'but';
  if (is(mark, 'join.then')) return 'then';
  const spacedDash = mark.token.kind === 'dash' && !mark.token.glued;
  return mark.token.kind === 'comma' || spacedDash || /^[()]$/.test(mark.token.text) ? 'comma' : null;
}

export const isTime = (item: Item): boolean =>
  item.type === 'clock' ||
  item.type === 'range' ||
  item.type === 'ago' ||
  item.type === 'later' ||
  item.type === 'now' ||
  item.type === 'figure';

export const hasGroup = (items: readonly Item[], group: string): boolean =>
  marksOf(items).some((mark) => isOf(mark, group));
