// Understanding, step 4c: the days and parts of day that words name, and the clock times they belong to.
import type { ClockTime, Day } from './clock.ts';
import type { Item } from './items.ts';
import { is, type Mark } from './reading.ts';

/** The day a mark names. */
export function dayOf(mark: Mark | undefined): Day | null {
  if (is(mark, 'time.lastNight') && is(mark, 'time.tonight')) return { type: 'thisNight' };
  if (is(mark, 'time.lastNight')) return { type: 'lastNight' };
  if (is(mark, 'time.tonight')) return { type: 'tonight' };
  if (is(mark, 'time.today')) return { type: 'back', days: 0 };
  if (is(mark, 'time.beforeYesterday')) return { type: 'back', days: 2 };
  if (is(mark, 'time.yesterday')) return { type: 'back', days: 1 };
  return mark && mark.weekday !== null ? { type: 'weekday', weekday: mark.weekday } : null;
}

/** A day or part of day right after a clock time, or right before it, is its own. */
export function attachDays(items: readonly Item[]): Item[] {
  const joined: Item[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (item.type === 'day' && last?.type === 'clock') joined[joined.length - 1] = dated(last, item);
    else if (
      item.type === 'day' &&
      last?.type === 'figure' &&
      last.clock === null &&
      item.part &&
      last.value <= 24
    ) {
      joined[joined.length - 1] = dated(clockOf(last.value), item);
    } else if (item.type === 'day' && last?.type === 'range') {
      joined[joined.length - 1] = { ...last, to: withDay(last.to, item) };
    } else joined.push(item);
  }
  return joined;
}

const clockOf = (hour: number): Item & { type: 'clock' } => ({
  type: 'clock',
  role: 'at',
  clock: { minutes: hour * 60, exact: hour === 0 || hour > 12, part: null, day: null },
});

const dated = (item: Item & { type: 'clock' }, day: Item & { type: 'day' }): Item => ({
  ...item,
  clock: withDay(item.clock, day),
});

/** A clock time with the day and part of day said beside it. */
export const withDay = <T extends ClockTime>(clock: T, { day, part }: Item & { type: 'day' }): T => ({
  ...clock,
  part: clock.part ?? part,
  day: clock.day ?? day,
});

/** The time a bare figure would tell, if it can. */
export function figureAsClock(value: number): ClockTime | null {
  if (!Number.isInteger(value) || value < 0) return null;
  const hours = value <= 24 ? value : Math.floor(value / 100);
  const minutes = value <= 24 ? 0 : value % 100;
  if (hours > 23 || minutes > 59 || (value > 24 && value < 100)) return null;
  return { minutes: hours * 60 + minutes, exact: hours === 0 || hours > 12, part: null, day: null };
}
