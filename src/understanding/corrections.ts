// Understanding, step 5h: "no, 8:40", "150 not 120", "delete that": what changes the entry logged just before.
import type { Details, SaidEvent } from '../tracker/event.ts';
import { isIdle, marksOf } from './clauses.ts';
import type { ClockTime } from './clock.ts';
import { figureAsClock } from './days.ts';
import type { Correction, SettledIntent } from './intent.ts';
import type { Item } from './items.ts';
import { mlInOunce } from './quantity.ts';
import { is, isOf, type Mark } from './reading.ts';
import { type Around, pastInstants, type Written } from './when.ts';

/** Whether a message takes the last entry back. */
export function isUndo(items: readonly Item[]): boolean {
  const marks = marksOf(items);
  if (!marks.some((mark) => is(mark, 'want.undo'))) return false;
  const values = items.some(
    (item) => item.type !== 'mark' && item.type !== 'now' && item.type !== 'day' && !isOne(item),
  );
  const strange = marks.filter((mark) => mark.strange).length;
  const other = marks.some(
    (mark) =>
      isOf(mark, 'other') ||
      (isOf(mark, 'ask') && !is(mark, 'ask.last', 'ask.you')) ||
      is(mark, 'time.tomorrow'),
  );
  const known = marks.filter(
    (mark) =>
      is(mark, 'want.entry', 'want.undo') ||
      isOf(mark, 'sleep') ||
      isOf(mark, 'feed') ||
      isOf(mark, 'diaper'),
  );
  return !values && !other && strange <= (known.length > 1 ? 1 : 0);
}

const isOne = (item: Item) => item.type === 'figure' && item.value === 1;

type Correct = Extract<SettledIntent, { type: 'correct' }>;

/** The change a message makes to the entry before it; `told`: the events it would tell if it were a log. */
export function correctionOf(
  items: readonly Item[],
  previous: SaidEvent,
  told: readonly SaidEvent[],
  written: Written,
): Correct | null {
  const marks = marksOf(items);
  const corrects = marks.some((mark) => is(mark, 'want.correct'));
  const contrasts = marks.some((mark) => is(mark, 'want.instead'));
  const also = marks.some((mark) => is(mark, 'want.also'));
  const resumes = told[0] !== undefined && resumesEntry(marks, previous, told[0]);
  if (!corrects && !contrasts && !also && !resumes) return null;
  if (told.length > 1 || (told[0] && !continues(told[0], previous, items))) return null;
  if (marks.some((mark) => isOf(mark, 'other')) || marks.filter((mark) => mark.strange).length > 2)
    return null;
  const change =
    diaperChange(marks, previous, also) ??
    sideChange(marks, previous) ??
    amountChange(items, previous) ??
    timeChange(items, marks, previous, told[0], written);
  return change && (corrects || contrasts || resumes || change.field === 'diaper')
    ? { type: 'correct', kind: previous.kind, change }
    : null;
}

/** "it started at 12:40": an end that the entry before has already, or lacks its other half. */
function resumesEntry(marks: readonly Mark[], previous: SaidEvent, event: SaidEvent): boolean {
  const named = marks.some(
    (mark) =>
      !is(mark, 'want.correct') && (isOf(mark, 'sleep') || isOf(mark, 'feed') || isOf(mark, 'diaper')),
  );
  const phase = marks.some((mark) => isOf(mark, 'phase'));
  return !named && phase && (previous.action === 'interval' || previous.action === event.action);
}

/** The message speaks of the entry before it: the same kind, and no other end of it. */
function continues(event: SaidEvent, previous: SaidEvent, items: readonly Item[]): boolean {
  if (event.kind !== previous.kind) return false;
  const opposite =
    (previous.action === 'start' && event.action === 'end') ||
    (previous.action === 'end' && event.action === 'start');
  return (
    !opposite ||
    items.every(
      (item) =>
        item.type !== 'mark' || isIdle(item.mark) || isOf(item.mark, 'phase') || isOf(item.mark, 'want'),
    )
  );
}

/** Index of the first mark after which the old value is named. */
function oldFrom(items: readonly Item[]): number {
  const at = items.findLastIndex((item) => item.type === 'mark' && is(item.mark, 'want.instead'));
  return at < 0 ? items.length : at;
}

/** The new value of those said: the one that is not named as wrong. */
function newest<T extends Item>(items: readonly Item[], of: (item: Item) => item is T): T | undefined {
  const old = oldFrom(items);
  const fresh = items.slice(0, old).findLast(of);
  const after = items.slice(old).filter(of);
  // "not 8:30, 8:40": the old one comes first.
  return fresh ?? after.at(-1);
}

function diaperChange(marks: readonly Mark[], previous: SaidEvent, also: boolean): Correction | null {
  if (previous.kind !== 'diaper') return null;
  const old = marks.findLastIndex(
    (mark) => is(mark, 'want.instead', 'doubt.no') && !is(mark, 'chatter') && marks.indexOf(mark) > 0,
  );
  const said = old < 0 ? marks : marks.slice(0, old);
  const typesIn = (some: readonly Mark[]) => new Set(some.flatMap((mark) => typeOf(mark)));
  const types = typesIn(said).size > 0 ? typesIn(said) : typesIn(marks);
  const from = previous.details.diaper ?? null;
  const first = [...types][0];
  if (!first) return null;
  const added = also && from !== null && from !== first;
  const to = types.size > 1 || types.has('both') || added ? 'both' : first;
  return to === from ? null : { field: 'diaper', from, to };
}

function typeOf(mark: Mark): NonNullable<Details['diaper']>[] {
  if (is(mark, 'diaper.both', 'diaper.bothLook', 'side.both')) return ['both'];
  if (is(mark, 'diaper.dirty', 'diaper.dirtyLook')) return ['dirty'];
  return is(mark, 'diaper.wet', 'diaper.wetLook') ? ['wet'] : [];
}

function sideChange(marks: readonly Mark[], previous: SaidEvent): Correction | null {
  if (previous.kind !== 'feed') return null;
  const from = previous.details.side ?? null;
  if (marks.some((mark) => is(mark, 'side.other')) && from !== null && from !== 'both') {
    return { field: 'side', from, to: from === 'left' ? 'right' : 'left' };
  }
  const sides = marks.flatMap((mark) =>
    is(mark, 'side.both')
      ? ['both' as const]
      : is(mark, 'side.left')
        ? ['left' as const]
        : is(mark, 'side.right')
          ? ['right' as const]
          : [],
  );
  const to = sides.find((side) => side !== from);
  return to === undefined ? null : { field: 'side', from, to };
}

function amountChange(items: readonly Item[], previous: SaidEvent): Correction | null {
  if (previous.kind !== 'feed') return null;
  const from = previous.details.amountMl ?? null;
  const isAmount = (item: Item): item is Item & { type: 'amount' } => item.type === 'amount';
  const isFigure = (item: Item): item is Item & { type: 'figure' } => item.type === 'figure';
  const amount = newest(items, isAmount);
  const figure = newest(items, isFigure);
  const withUnit = items.some(isAmount);
  if (withUnit && figure && amount && amount.ml === from)
    return { field: 'amountMl', from, to: figure.value };
  if (amount && amount.ml !== from) return { field: 'amountMl', from, to: amount.ml };
  const looks =
    figure !== undefined && figure.clock === null && (figure.value > 24 || !Number.isInteger(figure.value));
  if (!looks || figure.value === from) return null;
  const to = Number.isInteger(figure.value) ? figure.value : Math.round(figure.value * mlInOunce);
  return from !== null || figure.value <= 400 ? { field: 'amountMl', from, to } : null;
}

function timeChange(
  items: readonly Item[],
  marks: readonly Mark[],
  previous: SaidEvent,
  told: SaidEvent | undefined,
  written: Written,
): Correction | null {
  const old = oldFrom(items);
  const clocksIn = (some: readonly Item[]) => some.flatMap((item) => clockIn(item));
  const fresh = clocksIn(items.slice(0, old)).at(-1) ?? clocksIn(items.slice(old)).at(-1);
  const wrong =
    clocksIn(items.slice(0, old)).length > 0
      ? clocksIn(items.slice(old))[0]
      : clocksIn(items.slice(old)).length > 1
        ? clocksIn(items.slice(old))[0]
        : undefined;
  const ago = items.find((item) => item.type === 'ago');
  if (fresh === undefined && ago?.type !== 'ago') return null;
  const field = fieldOf(marks, previous, told, wrong, fresh, written);
  const from = field === 'start' ? previous.start : previous.end;
  const to =
    fresh === undefined ? written.at - (ago?.type === 'ago' ? ago.ms : 0) : nearest(fresh, from, written);
  return to === null || to === from ? null : { field, from, to };
}

function clockIn(item: Item): ClockTime[] {
  if (item.type === 'clock') return [item.clock];
  if (item.type !== 'figure') return [];
  const clock = item.clock ?? figureAsClock(item.value);
  return clock ? [clock] : [];
}

const anywhere: Around = { day: null, part: null };

/** Of the instants a clock time can mean, the one nearest to what it corrects. */
function nearest(clock: ClockTime, from: number | null, written: Written): number | null {
  const instants = pastInstants(clock, anywhere, written);
  if (from === null) return instants[0] ?? null;
  return instants.toSorted((a, b) => Math.abs(a - from) - Math.abs(b - from))[0] ?? null;
}

function fieldOf(
  marks: readonly Mark[],
  previous: SaidEvent,
  told: SaidEvent | undefined,
  wrong: ClockTime | undefined,
  fresh: ClockTime | undefined,
  written: Written,
): 'start' | 'end' {
  if (previous.action === 'end') return 'end';
  if (previous.action !== 'interval') return 'start';
  if (told?.action === 'end' || marks.some((mark) => is(mark, 'phase.end', 'time.until'))) return 'end';
  if (told?.action === 'start' && marks.some((mark) => isOf(mark, 'sleep') || isOf(mark, 'feed')))
    return 'start';
  if (marks.some((mark) => is(mark, 'phase.start', 'time.since', 'time.from'))) return 'start';
  const pointer = wrong ?? fresh;
  if (!pointer) return 'end';
  const gap = (end: number | null) => {
    const at = nearest(pointer, end, written);
    return at === null || end === null ? Number.POSITIVE_INFINITY : Math.abs(at - end);
  };
  return gap(previous.start) < gap(previous.end) ? 'start' : 'end';
}
