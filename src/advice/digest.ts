// What the diary knows, as figures for the model: worked out here, so that the model never has to reckon.
import { DAY, type EpochMs, MINUTE } from '../base/clock.ts';
import { toLocal } from '../base/time.ts';
import type { AdviceRequest } from '../conversation/ports.ts';
import type { DiaryEvent, EventKind } from '../tracker/event.ts';
import { summarize } from '../tracker/summary.ts';

/** Data for the prompt. No names, no ids; keys that are not known are absent. */
export interface Digest {
  /** The family's wall clock, as `HH:MM`. */
  readonly localTime: string;
  readonly babyAgeDays?: number;
  readonly babySex?: 'female' | 'male';
  readonly asleepForMinutes?: number;
  readonly feedingForMinutes?: number;
  readonly minutesSinceLast: Partial<Record<'sleepEnded' | 'feed' | 'diaper', number>>;
  /** What was logged in the last 24 hours; more may have happened. */
  readonly loggedLast24h: {
    readonly sleeps: number;
    readonly sleepMinutes: number;
    readonly feeds: number;
    readonly milkMl: number;
    readonly diapers: number;
    readonly wetDiapers: number;
  };
}

/** The figures of a request. */
export function digest({ now, zone, baby, diary }: AdviceRequest, ageDays: number | null): Digest {
  const past = diary.filter(({ startedAt }) => startedAt <= now);
  const going = (kind: EventKind) => past.find((event) => event.open && event.kind === kind);
  const asleep = going('sleep');
  const feeding = going('feed');
  return {
    localTime: toLocal(now, zone).toPlainTime().toString({ smallestUnit: 'minute' }),
    ...(ageDays === null ? {} : { babyAgeDays: ageDays }),
    ...(baby.sex === null ? {} : { babySex: baby.sex }),
    ...(asleep === undefined ? {} : { asleepForMinutes: minutes(now - asleep.startedAt) }),
    ...(feeding === undefined ? {} : { feedingForMinutes: minutes(now - feeding.startedAt) }),
    minutesSinceLast: {
      ...since('sleepEnded', now, ends(past, 'sleep')),
      ...since('feed', now, ends(past, 'feed')),
      ...since('diaper', now, ends(past, 'diaper')),
    },
    loggedLast24h: totals(past, now),
  };
}

function totals(diary: readonly DiaryEvent[], now: EpochMs): Digest['loggedLast24h'] {
  const { sleep, feed, diaper } = summarize(diary, { from: now - DAY, to: now + 1 }, now);
  return {
    sleeps: sleep.count,
    sleepMinutes: minutes(sleep.totalMs),
    feeds: feed.count,
    milkMl: feed.totalMl,
    diapers: diaper.count,
    wetDiapers: diaper.types.wet + diaper.types.both,
  };
}

/** When events of a kind were over; sessions that go on are not. */
function ends(past: readonly DiaryEvent[], kind: EventKind): EpochMs[] {
  return past.flatMap((event) =>
    event.kind === kind && !event.open ? [event.endedAt ?? event.startedAt] : [],
  );
}

function since<K extends string>(
  key: K,
  now: EpochMs,
  times: readonly EpochMs[],
): { [P in K]?: number } | object {
  return times.length === 0 ? {} : { [key]: minutes(now - Math.max(...times)) };
}

const minutes = (span: EpochMs): number => Math.round(span / MINUTE);
