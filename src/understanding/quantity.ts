// Understanding, step 4a: figures, lengths of time and amounts of milk among the marks of a message.
import { type EpochMs, HOUR, MINUTE } from '../base/clock.ts';
import { is, type Mark } from './reading.ts';

/** Something read from the marks: what it is worth, and the mark that comes after it. */
export interface Found<T> {
  readonly worth: T;
  readonly next: number;
}

/** A fluid ounce. */
export const mlInOunce = 29.5735;

const inWords = (mark: Mark | undefined): mark is Mark & { value: number } =>
  mark !== undefined && mark.value !== null && mark.token.kind === 'word';

/** A figure: digits, or words ("twenty five", "a hundred and ten", "two and a half"). */
export function readFigure(marks: readonly Mark[], at: number): Found<number> | null {
  const whole = wholeFigure(marks, at);
  if (!whole) return null;
  const and = is(marks[whole.next], 'join.and') ? whole.next + 1 : null;
  if (and !== null && is(marks[and], 'time.half') && !is(marks[and + 1], 'time.past', 'time.to')) {
    return { worth: whole.worth + 0.5, next: and + 1 };
  }
  return whole;
}

/** A figure, or the middle of two ("10-15"). */
function about(marks: readonly Mark[], at: number): Found<number> | null {
  const low = readFigure(marks, at);
  const high = low && marks[low.next]?.token.kind === 'dash' ? readFigure(marks, low.next + 1) : null;
  return low && high && low.worth < high.worth
    ? { worth: (low.worth + high.worth) / 2, next: high.next }
    : low;
}

/** The same without "and a half". */
export function wholeFigure(marks: readonly Mark[], at: number): Found<number> | null {
  const first = marks[at];
  if (!first || first.value === null) return null;
  if (first.token.kind !== 'word') return { worth: first.value, next: at + 1 };
  const second = marks[at + 1];
  if (inWords(second) && second.value === 100 && first.value < 10) {
    return hundreds(marks, first.value * 100, at + 2);
  }
  if (first.value >= 100) return hundreds(marks, first.value, at + 1);
  if (first.value >= 20 && first.value % 10 === 0) {
    const unit = is(second, 'join.and') ? at + 2 : at + 1;
    const ones = marks[unit];
    if (inWords(ones) && ones.value > 0 && ones.value < 10) {
      return { worth: first.value + ones.value, next: unit + 1 };
    }
  }
  return { worth: first.value, next: at + 1 };
}

function hundreds(marks: readonly Mark[], sum: number, at: number): Found<number> {
  const rest = is(marks[at], 'join.and') ? at + 1 : at;
  const below = marks[rest];
  if (!inWords(below) || below.value >= 100 || below.value === 0) return { worth: sum, next: at };
  const tail = wholeFigure(marks, rest);
  return tail ? { worth: sum + tail.worth, next: tail.next } : { worth: sum, next: at };
}

/** A length of time in ms: "20 min", "an hour and a half", "1h30", "half an hour". */
export function readSpan(marks: readonly Mark[], at: number): Found<EpochMs> | null {
  const first = marks[at];
  if (is(first, 'time.halfHour')) return { worth: HOUR / 2, next: at + 1 };
  if (is(first, 'time.quarterHour')) return { worth: HOUR / 4, next: at + 1 };
  if (is(first, 'time.twoHours')) return withRest(marks, 2 * HOUR, at + 1);
  if (is(first, 'time.half') && is(marks[at + 1], 'time.hour')) return { worth: HOUR / 2, next: at + 2 };
  if (is(first, 'time.quarter') && is(marks[at + 1], 'time.hour')) return { worth: HOUR / 4, next: at + 2 };
  if (is(first, 'time.threeQuarters') && is(marks[at + 1], 'time.hour'))
    return { worth: 0.75 * HOUR, next: at + 2 };
  const one = is(first, 'time.one');
  const figure = about(marks, one ? at + 1 : at) ?? (one ? { worth: 1, next: at + 1 } : null);
  if (!figure) return is(first, 'time.hour') ? withRest(marks, HOUR, at + 1) : null;
  const unit = is(marks[figure.next], 'join.of', 'filler') ? figure.next + 1 : figure.next;
  if (is(marks[unit], 'time.minute')) return { worth: figure.worth * MINUTE, next: unit + 1 };
  if (is(marks[unit], 'time.hour')) return withRest(marks, figure.worth * HOUR, unit + 1);
  return null;
}

/** What may follow whole hours: "and a half", "and 20 minutes", "20 min", "1h30". */
function withRest(marks: readonly Mark[], hours: EpochMs, at: number): Found<EpochMs> {
  const rest = is(marks[at], 'join.and') ? at + 1 : at;
  if (rest > at && is(marks[rest], 'time.half')) return { worth: hours + HOUR / 2, next: rest + 1 };
  if (rest > at && is(marks[rest], 'time.quarter')) return { worth: hours + HOUR / 4, next: rest + 1 };
  const minutes = wholeFigure(marks, rest);
  if (!minutes || minutes.worth >= 60) return { worth: hours, next: at };
  if (is(marks[minutes.next], 'time.minute')) {
    return { worth: hours + minutes.worth * MINUTE, next: minutes.next + 1 };
  }
  const glued = rest === at && marks[at]?.token.glued === true && marks[at]?.token.kind === 'number';
  const spoken = rest > at && minutes.worth >= 5 && !is(marks[minutes.next], 'amount.ml', 'amount.oz');
  return glued || spoken
    ? { worth: hours + minutes.worth * MINUTE, next: minutes.next }
    : { worth: hours, next: at };
}

/** An amount in ml with its unit: "90ml", "4 oz", "100 out of 120 ml" (100), "one fifty ml". */
export function readAmount(marks: readonly Mark[], at: number): Found<number> | null {
  const figure = spokenHundreds(marks, at) ?? about(marks, at);
  if (!figure) return null;
  const unit = marks[figure.next];
  if (is(unit, 'amount.ml')) return { worth: Math.round(figure.worth), next: figure.next + 1 };
  if (is(unit, 'amount.oz')) return { worth: Math.round(figure.worth * mlInOunce), next: figure.next + 1 };
  const linked = is(unit, 'join.of') || unit?.token.text === '/';
  const whole = linked ? readAmount(marks, figure.next + 1) : null;
  if (!whole) return null;
  const perUnit = is(marks[whole.next - 1], 'amount.oz') ? mlInOunce : 1;
  return { worth: Math.round(figure.worth * perUnit), next: whole.next };
}

/** "one fifty" for 150, as people say it aloud; only where a unit follows. */
function spokenHundreds(marks: readonly Mark[], at: number): Found<number> | null {
  const first = marks[at];
  const second = marks[at + 1];
  if (!inWords(first) || !inWords(second) || first.value > 9 || second.value < 10 || second.value > 90)
    return null;
  const tail = wholeFigure(marks, at + 1);
  if (!tail || !is(marks[tail.next], 'amount.ml')) return null;
  return { worth: first.value * 100 + tail.worth, next: tail.next };
}
