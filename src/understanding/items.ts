// Understanding, step 4: the marks of a message become items. What tells time or amount is read whole; the rest
// stays a mark.
import { type EpochMs, HOUR } from '../base/clock.ts';
import type { PhraseClass } from '../locale/phrase-book.ts';
import { type ClockTime, type Day, type DayPart, partOf, readClock } from './clock.ts';
import { attachDays, dayOf, withDay } from './days.ts';
import type { Lexicon } from './lexicon.ts';
import { readAmount, readFigure, readSpan } from './quantity.ts';
import { is, isOf, type Mark } from './reading.ts';
import { minutesPerSide } from './sides.ts';

export type Item =
  | { readonly type: 'clock'; readonly role: 'at' | 'since' | 'until'; readonly clock: ClockTime }
  | { readonly type: 'range'; readonly from: ClockTime; readonly to: ClockTime }
  /** So long before the message; `since`: and still so. */
  | { readonly type: 'ago'; readonly ms: EpochMs; readonly since: boolean }
  /** A length of time; `within`: counted from something else ("woke after 20 min"); `soFar`: until now. */
  | { readonly type: 'span'; readonly ms: EpochMs; readonly within: boolean; readonly soFar: boolean }
  | { readonly type: 'later'; readonly ms: EpochMs }
  /** The moment of writing; `until`: as an end. */
  | { readonly type: 'now'; readonly until: boolean }
  | { readonly type: 'day'; readonly day: Day | null; readonly part: DayPart | null }
  | { readonly type: 'amount'; readonly ml: number }
  /** A figure alone: an hour or an amount, as the event goes. */
  | { readonly type: 'figure'; readonly value: number; readonly clock: ClockTime | null }
  /** So long after the message. */
  | { readonly type: 'ahead' }
  /** So many of something. */
  | { readonly type: 'count'; readonly value: number }
  | { readonly type: 'mark'; readonly mark: Mark };

interface Read {
  readonly item: Item;
  readonly next: number;
}

/** Reads the marks of a message as items, in their order. */
export function itemsOf(marks: readonly Mark[], lexicon: Lexicon): Item[] {
  const items: Item[] = [];
  let at = 0;
  while (at < marks.length) {
    const mark = marks[at];
    if (!mark) break;
    const read = readTime(marks, at, lexicon) ?? { item: { type: 'mark', mark } as const, next: at + 1 };
    items.push(read.item);
    at = read.next;
  }
  return minutesPerSide(attachDays(items));
}

function readTime(marks: readonly Mark[], at: number, lexicon: Lexicon): Read | null {
  return (
    ago(marks, at) ??
    led(marks, at, lexicon) ??
    span(marks, at, false) ??
    rangeOrClock(marks, at, lexicon, 'none') ??
    amountOrFigure(marks, at) ??
    dayOrNow(marks, at, lexicon)
  );
}

/** "20 minutes ago", and the same told with the word in front. */
function ago(marks: readonly Mark[], at: number): Read | null {
  const front = is(marks[at], 'time.agoBefore');
  const start = front ? skip(marks, at + 1) : at;
  const length = readSpan(marks, start);
  if (!length) return null;
  const after = is(marks[length.next], 'filler') ? length.next + 1 : length.next;
  if (front) return { item: { type: 'ago', ms: length.worth, since: false }, next: length.next };
  if (is(marks[after], 'time.ago')) {
    return { item: { type: 'ago', ms: length.worth, since: false }, next: after + 1 };
  }
  if (is(marks[length.next], 'time.later')) {
    return { item: { type: 'later', ms: length.worth }, next: length.next + 1 };
  }
  return null;
}

/** Words that say only roughly, between a preposition and its time. */
function skip(marks: readonly Mark[], at: number): number {
  let next = at;
  while (is(marks[next], 'time.at', 'filler') && !isOf(marks[next], 'side') && marks[next]?.value === null) {
    if (is(marks[next], 'time.one') && readSpan(marks, next)) break;
    next += 1;
  }
  return next;
}

type Reader = (marks: readonly Mark[], at: number, lexicon: Lexicon) => Read | null;

const clockAs =
  (lead: Lead): Reader =>
  (marks, at, lexicon) =>
    rangeOrClock(marks, at, lexicon, lead);

/** What a preposition makes of the time after it. The first that reads anything holds. */
const prepositions: readonly (readonly [PhraseClass, Reader])[] = [
  ['time.between', clockAs('between')],
  ['time.since', (marks, at) => sinceSpan(marks, at)],
  ['time.from', (marks, at) => sinceSpan(marks, at)],
  ['time.since', clockAs('since')],
  ['time.from', clockAs('from')],
  ['time.until', clockAs('until')],
  ['time.until', (marks, at) => untilNow(marks, at)],
  ['time.for', (marks, at) => span(marks, at, false)],
  ['time.already', (marks, at) => span(marks, at, true)],
  ['time.within', (marks, at) => withinSpan(marks, at)],
  ['time.after', (marks, at) => withinSpan(marks, at)],
  ['time.ahead', (marks, at) => spanAs({ type: 'ahead' }, marks, at)],
  ['time.every', (marks, at) => spanAs({ type: 'count', value: 1 }, marks, at)],
  ['time.past', clockAs('at')],
  ['time.at', clockAs('at')],
  ['time.before', clockAs('at')],
  ['time.after', clockAs('at')],
];

/** A time with the preposition before it: at, since, until, between, for, within. */
function led(marks: readonly Mark[], at: number, lexicon: Lexicon): Read | null {
  const next = skip(marks, at + 1);
  for (const [preposition, reader] of prepositions) {
    const found = is(marks[at], preposition) ? reader(marks, next, lexicon) : null;
    if (found) return found;
  }
  return null;
}

function untilNow(marks: readonly Mark[], at: number): Read | null {
  return is(marks[at], 'time.now') ? { item: { type: 'now', until: true }, next: at + 1 } : null;
}

function sinceSpan(marks: readonly Mark[], at: number): Read | null {
  const length = readSpan(marks, at);
  if (!length || hourGlued(marks, length.next)) return null;
  return { item: { type: 'ago', ms: length.worth, since: true }, next: length.next };
}

function spanAs(item: Item, marks: readonly Mark[], at: number): Read | null {
  const length = readSpan(marks, at);
  return length && { item, next: length.next };
}

function withinSpan(marks: readonly Mark[], at: number): Read | null {
  const length = readSpan(marks, at);
  if (!length) return null;
  // "after an hour of crying" says how it came about, not how long or when.
  const of = marks[length.next];
  const what = marks[length.next + 1];
  if (of && is(of, 'join.of') && what?.token.kind === 'word' && !isOf(what, 'sleep') && !isOf(what, 'feed'))
    return { item: { type: 'mark', mark: of }, next: length.next + 2 };
  return { item: { type: 'span', ms: length.worth, within: true, soFar: false }, next: length.next };
}

const hourGlued = (marks: readonly Mark[], next: number) =>
  marks[next - 1]?.token.glued === true && marks[next - 1]?.token.text === 'h';

function span(marks: readonly Mark[], at: number, already: boolean): Read | null {
  const length = readSpan(marks, at);
  if (!length) return null;
  // "13h" is a time of day, not thirteen hours.
  if (hourGlued(marks, length.next) && length.worth >= 13 * HOUR) return null;
  if (readAmount(marks, at)) return null;
  // "woke 5 min early"
  const offset = marks[length.next];
  if (offset && is(offset, 'time.offset'))
    return { item: { type: 'mark', mark: offset }, next: length.next + 1 };
  const after = is(marks[length.next], 'time.already', 'time.now');
  const still = is(marks[length.next], 'time.already') && !is(marks[length.next], 'time.now');
  return {
    item: { type: 'span', ms: length.worth, within: false, soFar: already || after },
    next: still ? length.next + 1 : length.next,
  };
}

type Lead = 'none' | 'at' | 'since' | 'from' | 'until' | 'between';

function rangeOrClock(marks: readonly Mark[], at: number, lexicon: Lexicon, lead: Lead): Read | null {
  const spokenMinus = lead !== 'from' && lead !== 'between' && !(lead === 'none' && afterSession(marks, at));
  const from = readClock(marks, at, lexicon, spokenMinus);
  if (!from) return null;
  const dated = dayAfter(marks, from.next);
  const toDated = dated && rangeEnd(marks, from.next + 1, lexicon, lead);
  if (toDated) {
    return {
      item: { type: 'range', from: withDay(from.worth, dated), to: toDated.worth },
      next: toDated.next,
    };
  }
  const to = rangeEnd(marks, from.next, lexicon, lead);
  if (to) return { item: { type: 'range', from: from.worth, to: to.worth }, next: to.next };
  if (lead === 'none' && from.worth.bare) return null;
  const role = lead === 'from' ? 'since' : lead === 'since' || lead === 'until' ? lead : 'at';
  return { item: { type: 'clock', role, clock: from.worth }, next: from.next };
}

/** "from 7 last night to 5": the day between a time and the end of its range. */
function dayAfter(marks: readonly Mark[], at: number): (Item & { type: 'day' }) | null {
  const day = dayOf(marks[at]);
  const part = partOf(marks[at]);
  return day || part ? { type: 'day', day, part } : null;
}

/** Whether the words just before tell of something that lasted, so that "ten to seven" is a span. */
function afterSession(marks: readonly Mark[], at: number): boolean {
  return is(marks[at - 1], 'sleep.past', 'sleep.noun', 'sleep.going');
}

function rangeEnd(marks: readonly Mark[], at: number, lexicon: Lexicon, lead: Lead) {
  const link = marks[at];
  const dash = link?.token.kind === 'dash' && link.token.text === '-';
  const word = is(link, 'time.until', 'time.to') || (lead === 'between' && is(link, 'join.and'));
  if (!dash && !word) return null;
  const next = skip(marks, at + 1);
  const end = readClock(marks, next, lexicon, false);
  return end && !amountFollows(marks, next) ? end : null;
}

const amountFollows = (marks: readonly Mark[], at: number) =>
  readAmount(marks, at) !== null || readSpan(marks, at) !== null;

function amountOrFigure(marks: readonly Mark[], at: number): Read | null {
  const amount = readAmount(marks, at);
  if (amount) return { item: { type: 'amount', ml: amount.worth }, next: amount.next };
  const figure = readFigure(marks, at);
  if (!figure) return null;
  const price = /^\p{Sc}$/u.test(marks[at - 1]?.token.text ?? '');
  if (price) return { item: { type: 'count', value: figure.worth }, next: figure.next };
  const counted = is(marks[figure.next], 'amount.count', 'time.days', 'who.people');
  if (counted) return { item: { type: 'count', value: figure.worth }, next: figure.next + 1 };
  return { item: { type: 'figure', value: figure.worth, clock: null }, next: figure.next };
}

const isRange = (marks: readonly Mark[], at: number, lexicon: Lexicon) =>
  (led(marks, at, lexicon) ?? rangeOrClock(marks, at, lexicon, 'none'))?.item.type === 'range';

/** "just wet" says of what kind it was, not when. */
const looks = ['diaper.wetLook', 'diaper.dirtyLook', 'diaper.bothLook'] as const;

function dayOrNow(marks: readonly Mark[], at: number, lexicon: Lexicon): Read | null {
  const mark = marks[at];
  // "overnight 7pm-6am" is the night's sleep itself.
  if (isOf(mark, 'sleep') && isRange(marks, at + 1, lexicon)) return null;
  // "all night" is a habit, unless both its ends are told.
  if (is(mark, 'doubt.habit') && !marks.some((_, i) => isRange(marks, i, lexicon))) return null;
  const day = dayOf(mark);
  const part = partOf(mark);
  if (day || part) return { item: { type: 'day', day, part }, next: at + 1 };
  const only = looks.some((look) => is(marks[at + 1], look));
  return is(mark, 'time.now') && !only ? { item: { type: 'now', until: false }, next: at + 1 } : null;
}
