import { expect, it } from 'vitest';
import { digest } from '../../src/advice/digest.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import type { DiaryEvent } from '../../src/tracker/event.ts';

const now = Date.UTC(2026, 2, 10, 1, 10);
const event = (
  kind: DiaryEvent['kind'],
  from: number,
  to: number | null,
  more: Partial<DiaryEvent> = {},
): DiaryEvent => ({
  id: `secret-${kind}-${from}`,
  babyId: 'secret-baby',
  kind,
  startedAt: now + from,
  endedAt: to === null ? null : now + to,
  open: false,
  zone: 'Asia/Jerusalem',
  details: {},
  author: 'telegram:secret',
  ...more,
});
const request = {
  text: 'why?',
  language: 'en',
  thread: null,
  now,
  zone: 'Asia/Jerusalem',
  baby: { ageDays: null, sex: 'female' },
  diary: [
    event('sleep', -25 * HOUR, -23 * HOUR),
    event('feed', -3 * HOUR, null, { details: { amountMl: 120 } }),
    event('feed', -2 * HOUR, -2 * HOUR + 20 * MINUTE, { details: { amountMl: 90 } }),
    event('diaper', -HOUR, null, { details: { diaper: 'both' } }),
    event('sleep', -40 * MINUTE, null, { open: true }),
  ],
} as const;

it('holds the figures of the last 24 hours and nothing that names anyone', () => {
  const facts = digest(request, 95);
  expect(facts).toEqual({
    localTime: '03:10',
    babyAgeDays: 95,
    babySex: 'female',
    asleepForMinutes: 40,
    minutesSinceLast: { sleepEnded: 23 * 60, feed: 100, diaper: 60 },
    loggedLast24h: { sleeps: 2, sleepMinutes: 100, feeds: 2, milkMl: 210, diapers: 1, wetDiapers: 1 },
  });
  expect(JSON.stringify(facts)).not.toContain('secret');
});

it('leaves out what is not known', () => {
  const facts = digest({ ...request, diary: [], baby: { ageDays: null, sex: null } }, null);
  expect(Object.keys(facts).sort()).toEqual(['localTime', 'loggedLast24h', 'minutesSinceLast']);
  expect(facts.minutesSinceLast).toEqual({});
});
