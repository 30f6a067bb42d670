// Understanding, step 4b: clock times among the marks, in figures or words, of any of the ways to tell them.
import type { Lexicon } from './lexicon.ts';
import { type Found, wholeFigure } from './quantity.ts';
import { is, type Mark } from './reading.ts';

const dayParts = ['am', 'pm', 'dawn', 'morning', 'noonish', 'afternoon', 'evening', 'night'] as const;
export type DayPart = (typeof dayParts)[number];

/** A day as said, to be counted from the day the message was written. */
export type Day =
  | { readonly type: 'back'; readonly days: 0 | 1 | 2 }
  | { readonly type: 'weekday'; readonly weekday: number }
  | { readonly type: 'lastNight' }
  | { readonly type: 'tonight' }
  /** The night before in the daytime, the one begun in the evening. */
  | { readonly type: 'thisNight' };

/** A clock time as said. */
export interface ClockTime {
  /** Minutes after midnight as the figures say; `null`: no clock shows this. */
  readonly minutes: number | null;
  /** Said on the 24-hour clock, so that it cannot be twelve hours later. */
  readonly exact: boolean;
  readonly part: DayPart | null;
  readonly day: Day | null;
}

export interface SaidClock extends ClockTime {
  /** Nothing but a small figure or three or four digits: a time only if the words around it make it one. */
  readonly bare: boolean;
}

const plain = { part: null, day: null } as const;
const noon = 12 * 60;

/** Which part of the day a mark names. `am` and `pm` of one letter only count when glued to their figure ("7p"). */
export function partOf(mark: Mark | undefined): DayPart | null {
  if (!mark || (mark.token.text.length === 1 && !mark.token.glued && is(mark, 'time.am', 'time.pm')))
    return null;
  return dayParts.find((part) => mark.classes.has(`time.${part}`)) ?? null;
}

/**
 * The clock time that begins at a mark. `spokenMinus`: whether "ten to seven" is 6:50 here and not a span of time.
 */
export function readClock(
  marks: readonly Mark[],
  at: number,
  lexicon: Lexicon,
  spokenMinus: boolean,
): Found<SaidClock> | null {
  const first = marks[at];
  if (is(first, 'time.midday')) return found(noon, true, at + 1);
  if (is(first, 'time.midnight')) return found(0, true, at + 1);
  const relative = minutesAround(marks, at, lexicon, spokenMinus);
  if (relative) return withMeridiem(marks, relative);
  const hour = readHour(marks, at);
  return hour && withMeridiem(marks, hour);
}

function found(minutes: number | null, exact: boolean, next: number, bare = false): Found<SaidClock> {
  return { worth: { minutes, exact, bare, ...plain }, next };
}

/** "quarter to eight", "20 past 6", "half six". */
function minutesAround(
  marks: readonly Mark[],
  at: number,
  lexicon: Lexicon,
  spokenMinus: boolean,
): Found<SaidClock> | null {
  const half = is(marks[at], 'time.half');
  const lead = half ? { worth: 30, next: at + 1 } : leadMinutes(marks, at);
  if (!lead) return null;
  const link = is(marks[lead.next], 'time.minute') ? lead.next + 1 : lead.next;
  const past = is(marks[link], 'time.past');
  const to = is(marks[link], 'time.to') && (spokenMinus || is(marks[at], 'time.quarter'));
  if (past || to) {
    const hour = hourFigure(marks, link + 1);
    if (hour) return around(hour, past ? lead.worth : -lead.worth);
  }
  const next = half ? hourFigure(marks, at + 1) : null;
  if (!next || isUnit(marks[next.next])) return null;
  return around(next, lexicon.halfHour === 'past' ? 30 : -30);
}

function leadMinutes(marks: readonly Mark[], at: number): Found<number> | null {
  if (is(marks[at], 'time.quarter')) return { worth: 15, next: at + 1 };
  const figure = wholeFigure(marks, at);
  return figure && Number.isInteger(figure.worth) && figure.worth >= 3 && figure.worth < 60 ? figure : null;
}

function around(hour: Found<number>, shift: number): Found<SaidClock> {
  const minutes = (hour.worth * 60 + shift + 24 * 60) % (24 * 60);
  return found(hour.worth === 12 || minutes >= 60 ? minutes : minutes + noon, hour.worth > 12, hour.next);
}

/** An hour from 1 to 24 and no minutes. */
function hourFigure(marks: readonly Mark[], at: number): Found<number> | null {
  const figure = wholeFigure(marks, at);
  if (is(marks[at], 'time.midday', 'time.midnight')) return { worth: 12, next: at + 1 };
  return figure && Number.isInteger(figure.worth) && figure.worth >= 1 && figure.worth <= 24 ? figure : null;
}

const isUnit = (mark: Mark | undefined) =>
  is(mark, 'time.minute', 'time.hour', 'time.days', 'amount.ml', 'amount.oz', 'amount.count');

function readHour(marks: readonly Mark[], at: number): Found<SaidClock> | null {
  const token = marks[at]?.token;
  if (token?.kind === 'clock') {
    const value = token.value ?? Number.NaN;
    const possible = value < 24 * 60;
    const exact = token.text.startsWith('0') || value >= 13 * 60;
    return found(possible ? value : null, exact, at + 1);
  }
  if (token?.dotted && !isUnit(marks[at + 1])) {
    const [hours = 0, minutes = 0] = token.text.split('.').map(Number);
    if (hours > 24) return null;
    return found(
      hours === 24 ? null : hours * 60 + minutes,
      token.text.startsWith('0') || hours > 12,
      at + 1,
    );
  }
  const figure = wholeFigure(marks, at);
  if (!figure || !Number.isInteger(figure.worth) || figure.worth < 0) return null;
  if (token?.kind === 'number' && token.text.length >= 3) return compact(marks, token.text, figure);
  return figure.worth > 24 ? null : hourAndMinutes(marks, at, figure);
}

/** "0730", "615": bare, since it may as well be an amount. */
function compact(marks: readonly Mark[], text: string, figure: Found<number>): Found<SaidClock> | null {
  if (!/^\d{3,4}$/.test(text) || isUnit(marks[figure.next])) return null;
  const hours = Math.floor(figure.worth / 100);
  const minutes = figure.worth % 100;
  if (hours > 23 || minutes > 59) return null;
  const exact = text.startsWith('0') || hours > 12;
  return found(hours * 60 + minutes, exact, figure.next, !text.startsWith('0'));
}

function hourAndMinutes(marks: readonly Mark[], at: number, hour: Found<number>): Found<SaidClock> | null {
  const worded = marks[at]?.token.kind === 'word';
  const sign = is(marks[hour.next], 'time.oclock');
  const after = sign ? hour.next + 1 : hour.next;
  const told = (minutes: number, next: number) => {
    const said = hour.worth * 60 + minutes;
    return found(
      said < 24 * 60 ? (said + 24 * 60) % (24 * 60) : null,
      hour.worth === 0 || hour.worth > 12,
      next,
    );
  };
  const joined = joinedMinutes(marks, after, worded);
  if (joined && !isUnit(marks[joined.next])) return told(joined.worth, joined.next);
  const direct = directMinutes(marks, after, worded);
  if (direct) return told(direct.worth, direct.next);
  if (isUnit(marks[hour.next]) && !hourSign(marks, hour.next)) return null;
  const h = hourSign(marks, hour.next) ? hour.next + 1 : null;
  if (h !== null) {
    const minutes = marks[h]?.token.glued ? wholeFigure(marks, h) : null;
    if (minutes && minutes.worth < 60 && hour.worth > 12) return told(minutes.worth, minutes.next);
    return hour.worth > 12 ? told(0, h) : null;
  }
  if (hour.worth === 24) return found(null, true, after, !sign);
  return found(hour.worth * 60, hour.worth === 0 || hour.worth > 12, after, !sign);
}

/** "13h": the letter glued to the hour. */
const hourSign = (marks: readonly Mark[], at: number) =>
  is(marks[at], 'time.hour') && marks[at]?.token.glued === true && marks[at]?.token.text === 'h';

/** "six and a half", "six and twenty", "eight minus quarter", as many languages tell it. */
function joinedMinutes(marks: readonly Mark[], at: number, worded: boolean): Found<number> | null {
  const minus = is(marks[at], 'time.minus');
  const and = is(marks[at], 'join.and');
  if (!minus && !and) return null;
  const sign = minus ? -1 : 1;
  if (is(marks[at + 1], 'time.half')) return { worth: 30 * sign, next: at + 2 };
  if (is(marks[at + 1], 'time.quarter')) return { worth: 15 * sign, next: at + 2 };
  const figure = wholeFigure(marks, at + 1);
  const close = minus || worded || marks[at + 1]?.token.glued === true;
  const bothWorded = minus || marks[at + 1]?.token.kind === 'word' || marks[at + 1]?.token.glued === true;
  if (!figure || !close || !bothWorded || figure.worth < 3 || figure.worth > 59) return null;
  const next = is(marks[figure.next], 'time.minute') ? figure.next + 1 : figure.next;
  return { worth: figure.worth * sign, next };
}

/** "seven thirty", "seven oh five", "7 30". */
function directMinutes(marks: readonly Mark[], at: number, worded: boolean): Found<number> | null {
  const mark = marks[at];
  if (!mark || mark.value === null || mark.token.glued) return null;
  const zero = worded && mark.value === 0 && mark.token.kind === 'word' ? wholeFigure(marks, at + 1) : null;
  if (zero && zero.worth > 0 && zero.worth < 10) return zero;
  const figure = wholeFigure(marks, at);
  const alike = worded ? mark.token.kind === 'word' : /^[0-5]\d$/.test(mark.token.text);
  if (!figure || !alike || figure.worth < (worded ? 10 : 0) || figure.worth > 59) return null;
  return isUnit(marks[figure.next]) ? null : figure;
}

/** Adds "am", "pm" and the like that directly follow. */
function withMeridiem(marks: readonly Mark[], clock: Found<SaidClock>): Found<SaidClock> {
  const part = partOf(marks[clock.next]);
  const next = is(marks[clock.next], 'time.oclock') ? clock.next + 1 : clock.next;
  if (next > clock.next) return withMeridiem(marks, { worth: { ...clock.worth, bare: false }, next });
  if (part !== 'am' && part !== 'pm') return clock;
  const impossible = clock.worth.minutes === null || (clock.worth.exact && clock.worth.minutes < 60);
  return {
    worth: { ...clock.worth, bare: false, part, minutes: impossible ? null : clock.worth.minutes },
    next: clock.next + 1,
  };
}
