import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { toLocal } from '../../src/base/time.ts';
import type { DiaryEvent } from '../../src/tracker/event.ts';
import { dayStart, spanOf } from '../../src/tracker/period.ts';
import { summarize } from '../../src/tracker/summary.ts';
import { instant as at } from '../support/chats.ts';

let ids = 0;
function sleep(startedAt: number, endedAt: number | null): DiaryEvent {
  return {
    id: `e${++ids}`,
    babyId: 'b',
    kind: 'sleep',
    startedAt,
    endedAt,
    open: endedAt === null,
    zone: 'UTC',
    details: {},
    author: 'a',
  };
}
const feed = (startedAt: number, endedAt: number | null, details: DiaryEvent['details']): DiaryEvent => ({
  ...sleep(startedAt, endedAt),
  kind: 'feed',
  open: false,
  details,
});
const diaper = (startedAt: number, type?: 'wet' | 'dirty' | 'both'): DiaryEvent => ({
  ...sleep(startedAt, null),
  kind: 'diaper',
  open: false,
  details: type === undefined ? {} : { diaper: type },
});

describe('the figures of a day', () => {
  const zone = 'Asia/Jerusalem';
  const now = at('2026-03-10T20:00', zone);
  const today = spanOf('day', now, { zone, dayStartsAt: 0 });

  it('split a night at midnight in the total, not in the longest sleep', () => {
    const night = sleep(at('2026-03-09T20:00', zone), at('2026-03-10T06:00', zone));
    const { sleep: figures } = summarize([night], today, now);
    expect(figures).toMatchObject({ count: 1, totalMs: 6 * HOUR, longestMs: 10 * HOUR });
    const before = summarize([night], spanOf('yesterday', now, { zone, dayStartsAt: 0 }), now);
    expect(before.sleep.totalMs).toBe(4 * HOUR);
  });

  it('count overlapping entries of two parents once', () => {
    const naps = [
      sleep(at('2026-03-10T13:00', zone), at('2026-03-10T14:00', zone)),
      sleep(at('2026-03-10T13:10', zone), at('2026-03-10T14:20', zone)),
    ];
    expect(summarize(naps, today, now).sleep).toMatchObject({
      count: 1,
      totalMs: 80 * MINUTE,
      averageMs: 80 * MINUTE,
    });
  });

  it('count a sleep that goes on until now', () => {
    const running = sleep(now - 30 * MINUTE, null);
    expect(summarize([running], today, now).sleep).toMatchObject({
      totalMs: 30 * MINUTE,
      latest: { endedAt: null },
    });
  });

  it('add up feeds by amount, time and side, and diapers by type', () => {
    const events = [
      feed(at('2026-03-10T08:00', zone), null, { amountMl: 120 }),
      feed(at('2026-03-10T11:00', zone), at('2026-03-10T11:20', zone), { side: 'left' }),
      feed(at('2026-03-10T14:00', zone), at('2026-03-10T14:10', zone), { side: 'both', amountMl: 30 }),
      diaper(at('2026-03-10T09:00', zone), 'wet'),
      diaper(at('2026-03-10T10:00', zone)),
    ];
    const { feed: feeds, diaper: diapers } = summarize(events, today, now);
    expect(feeds).toMatchObject({
      count: 3,
      totalMl: 150,
      totalMs: 30 * MINUTE,
      sides: { left: 1, right: 0, both: 1 },
    });
    expect(diapers).toMatchObject({ count: 2, types: { wet: 1, dirty: 0, both: 0, unsaid: 1 } });
  });

  it('average a week over the days since its first entry', () => {
    const week = spanOf('week', now, { zone, dayStartsAt: 0 });
    const night = sleep(now - 48 * HOUR, now - 38 * HOUR);
    expect(summarize([night], week, now).sleep.dailyMs).toBe(5 * HOUR);
    expect(summarize([sleep(now - 5 * HOUR, now)], week, now).sleep.dailyMs).toBeNull();
  });

  it('are all zero when nothing is logged', () => {
    expect(summarize([], today, now)).toMatchObject({
      sleep: { count: 0, averageMs: 0, longestMs: 0, latest: null },
      feed: { count: 0 },
      diaper: { count: 0 },
    });
  });
});

describe('nights on which the clocks change', () => {
  it.each([
    ['Asia/Jerusalem', '2026-03-26T22:00', '2026-03-27T06:00', 7],
    ['Europe/London', '2026-10-24T22:00', '2026-10-25T06:00', 9],
    ['America/New_York', '2026-03-07T21:00', '2026-03-08T06:00', 8],
    ['America/Los_Angeles', '2026-10-31T22:00', '2026-11-01T06:00', 9],
  ])('%s: a sleep from %s to %s is %i real hours', (zone, start, end, hours) => {
    const now = at(end, zone) + HOUR;
    const week = spanOf('week', now, { zone, dayStartsAt: 0 });
    expect(summarize([sleep(at(start, zone), at(end, zone))], week, now).sleep.totalMs).toBe(hours * HOUR);
  });

  it('make days of 23 and 25 hours', () => {
    const length = (noon: string, zone: string) => {
      const rule = { zone, dayStartsAt: 0 };
      return (dayStart(at(noon, zone), rule, 1) - dayStart(at(noon, zone), rule, 0)) / HOUR;
    };
    expect(length('2026-03-08T12:00', 'America/New_York')).toBe(23);
    expect(length('2026-11-01T12:00', 'America/New_York')).toBe(25);
  });
});

describe('days of families anywhere', () => {
  const zones = [
    'Asia/Jerusalem',
    'America/New_York',
    'Europe/London',
    'Asia/Kolkata',
    'Pacific/Auckland',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'UTC',
  ];

  it('follow each other without gap or overlap, so totals are conserved, for parents in two zones as well', () => {
    const year = Date.UTC(2026, 0, 1);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 300 * 24 * 60 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 * 24 * 60 }), fc.integer({ min: 1, max: 14 * 60 })), {
          maxLength: 12,
        }),
        fc.integer({ min: 0, max: 12 }),
        (zone, offset, naps, startHour) => {
          const rule = { zone, dayStartsAt: startHour * 60 };
          const base = year + offset * MINUTE;
          const events = naps.map(([start, long]) =>
            sleep(base + start * MINUTE, base + (start + long) * MINUTE),
          );
          const now = base + 9 * 24 * HOUR;
          const whole = summarize(events, { from: base - 24 * HOUR, to: now }, now).sleep.totalMs;
          let split = 0;
          for (let day = -11; day <= 0; day += 1) {
            const span = { from: dayStart(now, rule, day), to: dayStart(now, rule, day + 1) };
            const total = summarize(events, span, now).sleep.totalMs;
            expect(total).toBeGreaterThanOrEqual(0);
            expect(total).toBeLessThanOrEqual(span.to - span.from);
            split += total;
          }
          expect(split).toBe(whole);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });

  it('cross the end of a month', () => {
    const zone = 'Europe/London';
    const now = at('2026-03-01T10:00', zone);
    const yesterday = spanOf('yesterday', now, { zone, dayStartsAt: 0 });
    expect(toLocal(yesterday.from, zone).toString()).toBe('2026-02-28T00:00:00');
    const month = spanOf('month', now, { zone, dayStartsAt: 0 });
    expect(toLocal(month.from, zone).toString()).toBe('2026-01-31T00:00:00');
  });

  it('begin at the hour the family set', () => {
    const zone = 'Europe/London';
    const now = at('2026-03-10T03:00', zone);
    expect(toLocal(dayStart(now, { zone, dayStartsAt: 5 * 60 }, 0), zone).toString()).toBe(
      '2026-03-09T05:00:00',
    );
  });
});
