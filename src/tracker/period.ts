// Days as a family counts them: they begin at an hour the family may set, in the reader's zone, and are 23 or
// 25 hours long on the nights the clocks change.
import type { EpochMs } from '../base/clock.ts';
import { toInstant, toLocal, type Zone } from '../base/time.ts';

/** From (included) to (excluded). */
export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface DayRule {
  readonly zone: Zone;
  /** Minutes after midnight at which a day begins. */
  readonly dayStartsAt: number;
}

const lengths = { day: 1, yesterday: 1, week: 7, month: 30 } as const;

/** The span of a period that is asked for at `now`: today so far, yesterday, or the last 7 or 30 days with today. */
export function spanOf(period: keyof typeof lengths, now: EpochMs, rule: DayRule): Span {
  const days = lengths[period];
  if (period === 'yesterday') return { from: dayStart(now, rule, -1), to: dayStart(now, rule, 0) };
  // The end is exclusive: one millisecond more, and what was written this very moment counts.
  return { from: dayStart(now, rule, 1 - days), to: now + 1 };
}

/** When the family's day that holds `at` began, `offset` days away. */
export function dayStart(at: EpochMs, rule: DayRule, offset: number): EpochMs {
  const local = toLocal(at, rule.zone).subtract({ minutes: rule.dayStartsAt });
  const midnight = local.toPlainDate().add({ days: offset }).toPlainDateTime();
  return toInstant(midnight.add({ minutes: rule.dayStartsAt }), rule.zone);
}
