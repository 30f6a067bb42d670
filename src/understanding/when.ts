// Understanding, step 8: clock times as said become instants. An hour without am, pm or part of day is its most
// recent past occurrence; explicit words win; nothing told in the past is later than the message.
import { type EpochMs, HOUR } from '../base/clock.ts';
import { Temporal, toInstant, toLocal, type Zone } from '../base/time.ts';
import type { ClockTime, Day, DayPart } from './clock.ts';

/** The moment a message was written and the zone of its clock times. */
export interface Written {
  readonly at: EpochMs;
  readonly zone: Zone;
}

/** The day and part of day that the words around a clock time have set. */
export interface Around {
  readonly day: Day | null;
  readonly part: DayPart | null;
}

export type When =
  | { readonly outcome: 'at'; readonly at: EpochMs }
  | {
      readonly outcome: 'impossible';
      readonly problem: 'future' | 'no-such-time';
      readonly value: EpochMs | null;
    };

export type WhenPair =
  | { readonly outcome: 'between'; readonly start: EpochMs; readonly end: EpochMs }
  | Extract<When, { outcome: 'impossible' }>;

/** The hours of each part of the day, counted from midnight; a night goes on after the next one. */
const hoursOf: Record<DayPart, readonly [number, number]> = {
  am: [0, 12],
  pm: [12, 24],
  dawn: [0, 9],
  morning: [0, 12],
  noonish: [11, 18],
  afternoon: [12, 22],
  evening: [15, 25],
  night: [18, 30],
};

const noon = 12 * 60;
const wholeDay = 24 * 60;
/** A time of day without a day that lies further back than this is still to come. */
const farBack = 20 * HOUR;
/** The longest session that is believed where a shorter one can be meant. */
const longestSession = 16 * 60;

/** An instant and what the clock on the wall shows then, in minutes from one day on: summer time does not bend it. */
interface Reading {
  readonly at: EpochMs;
  readonly wall: number;
}

const wallAt = (date: Temporal.PlainDate, minutes: number): Temporal.PlainDateTime =>
  date.toPlainDateTime(new Temporal.PlainTime()).add({ minutes });

/** The instant a clock time means. */
export function resolve(clock: ClockTime, around: Around, written: Written): When {
  const possible = readings(clock, around, written);
  if (possible === null) return { outcome: 'impossible', problem: 'no-such-time', value: null };
  const at = possible.find((reading) => reading.at <= written.at)?.at;
  const dayless = !clock.day && !around.day;
  const clear = clock.exact || clock.part !== null || around.part !== null;
  if (at !== undefined && !(dayless && clear && written.at - at > farBack)) return { outcome: 'at', at };
  const coming = possible.findLast((reading) => reading.at > written.at)?.at ?? null;
  return { outcome: 'impossible', problem: 'future', value: coming };
}

/** Every past instant a clock time can mean, latest first; empty where it cannot be past. */
export function pastInstants(clock: ClockTime, around: Around, written: Written): EpochMs[] {
  return pastReadings(clock, around, written).map(({ at }) => at);
}

function pastReadings(clock: ClockTime, around: Around, written: Written): Reading[] {
  return (readings(clock, around, written) ?? []).filter(({ at }) => at <= written.at);
}

/** The readings near the message, past and coming, that a clock time can mean, latest first. */
function readings(clock: ClockTime, around: Around, written: Written): Reading[] | null {
  if (clock.minutes === null) return null;
  const today = toLocal(written.at, written.zone);
  const day = clock.day ?? around.day;
  const minutes = timesOfDay(clock, clock.part ?? around.part);
  const all = dates(day, today).flatMap((date) => {
    const days = today.toPlainDate().until(date).days;
    return minutes.map((m) => ({ local: wallAt(date, m), wall: days * wholeDay + m }));
  });
  const inside = all.filter(({ local }) => withinDay(local, day, today));
  return (inside.length > 0 ? inside : all)
    .map(({ local, wall }) => ({ at: toInstant(local, written.zone), wall }))
    .sort((a, b) => b.at - a.at);
}

/** The minutes after midnight a clock can show: both halves of the day where neither is said. */
function timesOfDay(clock: ClockTime, part: DayPart | null): number[] {
  const said = clock.minutes ?? 0;
  const base = said % noon;
  if (clock.exact) return [part === 'night' && said < 6 * 60 ? said + wholeDay : said];
  const both = [base, base + noon];
  if (part === null) return both;
  const [from, to] = hoursOf[part];
  const fitting = [base, base + noon, base + wholeDay].filter((m) => m >= from * 60 && m < to * 60);
  return fitting.length > 0 ? fitting : both;
}

function dates(day: Day | null, today: Temporal.PlainDateTime): Temporal.PlainDate[] {
  const date = today.toPlainDate();
  const back = (days: number) => date.subtract({ days });
  if (day === null) return [date.add({ days: 1 }), date, back(1), back(2)];
  if (day.type === 'back') return day.days === 0 && today.hour < 5 ? [date, back(1)] : [back(day.days)];
  if (day.type === 'weekday') {
    const days = (date.dayOfWeek - day.weekday + 7) % 7;
    return days === 0 ? [date, back(7)] : [back(days)];
  }
  return [date.add({ days: 1 }), date, back(1)];
}

/** Whether a local time belongs to the night that was named; every other day is exact already. */
function withinDay(at: Temporal.PlainDateTime, day: Day | null, today: Temporal.PlainDateTime): boolean {
  if (day === null || day.type === 'back' || day.type === 'weekday') return true;
  const begun =
    (day.type === 'tonight' && today.hour >= 12) || (day.type === 'thisNight' && today.hour >= 18);
  const evening = begun ? today : today.subtract({ days: 1 });
  const from = evening.toPlainDate().toPlainDateTime(new Temporal.PlainTime(17));
  const until = from.add({ hours: 15 });
  return Temporal.PlainDateTime.compare(at, from) >= 0 && Temporal.PlainDateTime.compare(at, until) < 0;
}

/** One end of a session as said. */
interface End {
  readonly clock: ClockTime;
  readonly around: Around;
}

/**
 * Both ends of one session. The shortest span that the words allow is meant, and of equal ones the latest.
 * Where no believable one exists the ends are taken as said, even if the end comes out first.
 */
export function resolvePair(from: End, to: End, written: Written): WhenPair {
  const end = resolve(to.clock, to.around, written);
  const start = resolve(from.clock, from.around, written);
  if (from.clock.minutes === null || to.clock.minutes === null) {
    return { outcome: 'impossible', problem: 'no-such-time', value: null };
  }
  const freeEnd = { ...to, around: to.clock.day ? to.around : { day: null, part: null } };
  const best = shortest(from, to, written) ?? shortest(from, freeEnd, written);
  if (best) {
    const dayless = !from.clock.day && !from.around.day && !to.clock.day && !to.around.day;
    const clear = to.clock.exact || to.clock.part !== null;
    const future = dayless && clear && end.outcome === 'impossible' && written.at - best.end > farBack;
    return future ? end : { outcome: 'between', ...best };
  }
  if (end.outcome === 'impossible') return end;
  // A start still to come with an end that is past: told the wrong way round, not early.
  if (start.outcome === 'impossible')
    return start.value === null ? start : { outcome: 'between', start: start.value, end: end.at };
  return { outcome: 'between', start: start.at, end: end.at };
}

function shortest(from: End, to: End, written: Written): { start: EpochMs; end: EpochMs } | null {
  const named = from.clock.day !== null && to.clock.day !== null;
  const limit = named ? Number.POSITIVE_INFINITY : longestSession;
  let best: { start: EpochMs; end: EpochMs; wall: number } | null = null;
  const starts = pastReadings(from.clock, from.around, written);
  for (const end of pastReadings(to.clock, to.around, written)) {
    for (const start of starts) {
      const wall = end.wall - start.wall;
      if (wall > 0 && wall <= limit && (best === null || wall < best.wall))
        best = { start: start.at, end: end.at, wall };
    }
  }
  return best && { start: best.start, end: best.end };
}
