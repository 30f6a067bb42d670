// Understanding, step 5g: which sentences ask, and whom: the diary (latest, summary), the advisor, another adult.
import type { EventKind } from '../tracker/event.ts';
import { isIdle, isTime, marksOf, type Sentence } from './clauses.ts';
import type { Period } from './intent.ts';
import type { Item } from './items.ts';
import { is, isOf, type Mark } from './reading.ts';

export type Asked =
  | { readonly type: 'summary'; readonly period: Period }
  | { readonly type: 'latest'; readonly kind: EventKind | null }
  | { readonly type: 'help' }
  /** For the advisor. */
  | { readonly type: 'advice' }
  /** For another adult in the chat. */
  | { readonly type: 'adult' }
  /** A statement with a question mark. */
  | { readonly type: 'checking' };

const itemsIn = (sentence: Sentence): Item[] => sentence.parts.flatMap((part) => part.items);
const some = (marks: readonly Mark[], ...classes: Parameters<typeof is>[1][]) =>
  marks.some((mark) => is(mark, ...classes));

/** What a sentence asks, or `null` where it asks nothing. */
export function askedIn(sentence: Sentence, group: boolean): Asked | null {
  const items = itemsIn(sentence);
  const marks = marksOf(items);
  if (asksHelp(items, marks)) return { type: 'help' };
  const shown = shownSummary(items, marks, sentence.asked);
  if (shown) return shown;
  const opens = opensQuestion(items);
  const inside = some(marks, 'ask.inside', 'ask.request') || weighs(items, marks);
  if (!sentence.asked && !opens && !inside && !some(marks, 'ask.you'))
    return bareLatest(items, marks) ?? bareTotal(items, marks);
  if (
    some(marks, 'ask.you', 'who.yours') &&
    !some(marks, 'ask.request', 'who.people', 'ask.last') &&
    !marks.some((mark) => is(mark, 'ask.advice') && kindOf([mark]) === null && !is(mark, 'ask.you'))
  )
    return { type: 'adult' };
  if (!opens && !inside && some(marks, 'other.errand')) return { type: 'adult' };
  return (
    ofDiary(items, marks, group) ??
    (opens || inside || hasNoLog(items, marks) ? { type: 'advice' } : { type: 'checking' })
  );
}

/** "120 ml enough for a meal": an amount and a judgement of it, and nobody who drank it. */
function weighs(items: readonly Item[], marks: readonly Mark[]): boolean {
  const judged = marks.some(
    (mark) => is(mark, 'ask.advice') && !isIdle(mark) && !isOf(mark, 'doubt') && kindOf([mark]) === null,
  );
  return judged && items.some((item) => item.type === 'amount') && !marks.some((mark) => isPast(mark));
}

/** Whether a sentence begins as a question does. */
function opensQuestion(items: readonly Item[]): boolean {
  const significant = items.filter(
    (item) => item.type !== 'mark' || !isIdle(item.mark) || isOf(item.mark, 'ask'),
  );
  const first = significant[0];
  if (first?.type !== 'mark') return false;
  if (is(first.mark, 'ask.open', 'ask.when', 'ask.much')) return true;
  const next = significant[1];
  const after = items[items.indexOf(first) + 1];
  // "did the nap go well", "is the bottle too big", and not "did a poo"
  const done = is(first.mark, 'feed.gave') && after?.type === 'mark' && is(after.mark, 'time.one');
  const named = after?.type === 'mark' && is(after.mark, 'filler') && !done;
  if (named && is(first.mark, 'ask.openDo', 'ask.openBe')) return true;
  if (next === undefined) return false;
  // "is 4 oz enough", and not "did 90 at 2"
  if (next.type !== 'mark') return is(first.mark, 'ask.openDo', 'ask.openBe') && !is(first.mark, 'feed.gave');
  const session = isOf(next.mark, 'sleep') || isOf(next.mark, 'feed') || isOf(next.mark, 'phase');
  if (is(first.mark, 'ask.openDo')) return !session && !isOf(next.mark, 'diaper');
  // "is bottle at 2 ok", and not "is asleep"
  const thing = is(next.mark, 'feed.noun', 'sleep.noun') && !is(next.mark, 'filler');
  return is(first.mark, 'ask.openBe') && (thing || !session);
}

function hasNoLog(items: readonly Item[], marks: readonly Mark[]): boolean {
  return kindOf(marks) === null || !items.some((item) => isTime(item) || item.type === 'amount');
}

/** The kind of event a sentence names first. */
export function kindOf(marks: readonly Mark[]): EventKind | null {
  for (const mark of marks) {
    if (is(mark, 'filler')) continue;
    if (isOf(mark, 'diaper')) return 'diaper';
    if (isOf(mark, 'sleep')) return 'sleep';
    if (isOf(mark, 'feed') && !is(mark, 'feed.vague', 'feed.gave')) return 'feed';
  }
  if (marks.some((mark) => isOf(mark, 'side'))) return 'feed';
  return null;
}

/** The classes that make a question one of babies in general, or of what is to come. */
const general = ['ask.advice', 'ask.request', 'ask.inside', 'who.people', 'who.you', 'doubt.plan'] as const;

function ofDiary(items: readonly Item[], marks: readonly Mark[], group: boolean): Asked | null {
  const kind = kindOf(marks);
  const asksWhen = some(marks, 'ask.when');
  const own = kind === 'sleep' && some(marks, 'who.self');
  const aged = items.some((item) => item.type === 'count');
  const lately = marks.some((mark) => is(mark, 'doubt.habit') && !(is(mark, 'ask.last') && asksWhen));
  if (kind === null || own || aged || lately || some(marks, ...general)) return null;
  const past = some(marks, 'ask.did') || marks.some((mark) => isPast(mark));
  const period = periodOf(items);
  if (some(marks, 'ask.much') && (past || period)) {
    const lengthOnly = some(marks, 'ask.when') && !period;
    return lengthOnly ? { type: 'latest', kind } : { type: 'summary', period: period ?? 'day' };
  }
  if (some(marks, 'ask.last') || (some(marks, 'ask.when') && past)) return { type: 'latest', kind };
  return whether(items, marks, past) ? (group ? { type: 'adult' } : { type: 'latest', kind }) : null;
}

/** "has she eaten?", "asleep?": whether something has happened. Among adults it is asked of each other. */
function whether(items: readonly Item[], marks: readonly Mark[], past: boolean): boolean {
  if (past && some(marks, 'ask.did', 'ask.openBe')) return true;
  const told = items.some((item) => isTime(item) || item.type === 'amount' || item.type === 'span');
  return !told && !marks.some((mark) => mark.strange) && (past || marks.length <= 2);
}

const isPast = (mark: Mark) =>
  is(
    mark,
    'sleep.start',
    'sleep.put',
    'sleep.going',
    'sleep.past',
    'sleep.end',
    'sleep.roused',
    'sleep.awake',
    'sleep.loose',
    'feed.start',
    'feed.past',
    'feed.given',
    'feed.going',
    'feed.giving',
    'diaper.changed',
    'diaper.change',
    'diaper.wet',
    'diaper.dirty',
    'diaper.both',
  );

/** "last feed", said without a question mark and without a time. */
function bareLatest(items: readonly Item[], marks: readonly Mark[]): Asked | null {
  const kind = kindOf(marks);
  const bare = items.every((item) => item.type === 'mark' && !item.mark.strange);
  const nouns = marks.every(
    (mark) =>
      isIdle(mark) ||
      is(mark, 'ask.last', 'want.show', 'who.baby') ||
      isOf(mark, 'diaper') ||
      is(mark, 'feed.noun', 'sleep.noun', 'feed.base', 'sleep.loose'),
  );
  return some(marks, 'ask.last') && kind !== null && bare && nouns ? { type: 'latest', kind } : null;
}

/** "sleep total this week": nothing but what is counted, and over which period. */
function bareTotal(items: readonly Item[], marks: readonly Mark[]): Asked | null {
  const period = periodOf(items);
  const plain = items.every((item) => item.type === 'day' || (item.type === 'mark' && !item.mark.strange));
  const things = marks.every(
    (mark) =>
      isIdle(mark) ||
      is(mark, 'ask.much', 'who.baby', 'time.week', 'time.month', 'feed.noun', 'sleep.noun', 'diaper.noun'),
  );
  return some(marks, 'ask.much') && kindOf(marks) !== null && period && plain && things
    ? { type: 'summary', period }
    : null;
}

/** The period a sentence names. */
export function periodOf(items: readonly Item[]): Period | null {
  const marks = marksOf(items);
  if (some(marks, 'time.month')) return 'month';
  if (some(marks, 'time.week')) return 'week';
  const days = items.flatMap((item) => (item.type === 'day' && item.day ? [item.day] : []));
  if (days.some((day) => day.type === 'lastNight' || (day.type === 'back' && day.days > 0)))
    return 'yesterday';
  return days.some((day) => day.type !== 'weekday') ? 'day' : null;
}

/** "summary", "show me yesterday", "how was her week". */
function shownSummary(items: readonly Item[], marks: readonly Mark[], asked: boolean): Asked | null {
  const period = periodOf(items);
  const strange = marks.filter((mark) => mark.strange).length;
  const told = items.some((item) => isTime(item) || item.type === 'amount');
  if (told) return null;
  if (some(marks, 'want.summary') && strange <= 2 && !some(marks, 'ask.advice')) {
    return { type: 'summary', period: period ?? 'day' };
  }
  const plain = marks.every(
    (mark) =>
      isIdle(mark) ||
      isOf(mark, 'want') ||
      is(mark, 'who.baby', 'time.week', 'time.month', 'ask.much', 'doubt.plan', 'amount.count') ||
      is(mark, 'sleep.noun', 'feed.noun', 'diaper.noun'),
  );
  const shows =
    some(marks, 'want.show') &&
    (period !== null || (asked && kindOf(marks) !== null && some(marks, 'ask.much')));
  const onlyDay = marks.length === 0 && period !== null && asked;
  return (shows && plain && strange === 0) || onlyDay ? { type: 'summary', period: period ?? 'day' } : null;
}

function asksHelp(items: readonly Item[], marks: readonly Mark[]): boolean {
  const howTo = some(marks, 'want.howTo');
  if (!howTo && !some(marks, 'want.help')) return false;
  const rest = marks.filter((mark) => !is(mark, 'want.help', 'want.howTo'));
  if (!howTo && kindOf(rest) !== null) return false;
  const strange = rest.filter((mark) => mark.strange).length;
  const other = rest.some(
    (mark) => isOf(mark, 'other') || isOf(mark, 'who') || is(mark, 'ask.advice', 'sleep.base'),
  );
  return !other && strange <= 1 && items.length <= 8 && items.every((item) => item.type === 'mark');
}
