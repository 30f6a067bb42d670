import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { ago, clock, length, stretch, when } from '../../src/reply/format/time.ts';
import { pressData, readPress } from '../../src/reply/press.ts';
import type { Reader } from '../../src/reply/reply.ts';
import { instant } from '../support/chats.ts';

const reader = (language: Reader['language'], zone: string, now = '2026-03-10T20:00'): Reader => ({
  language,
  zone,
  now: instant(now, zone),
});
const london = reader('en', 'Europe/London');
const newYork = reader('en', 'America/New_York');
const jerusalem = reader('he', 'Asia/Jerusalem');

describe('times', () => {
  it('follow the habit of the region', () => {
    expect(clock(instant('2026-03-10T15:05', 'Europe/London'), london)).toBe('15:05');
    expect(clock(instant('2026-03-10T15:05', 'America/New_York'), newYork)).toBe('3:05 PM');
    expect(clock(instant('2026-03-10T15:05', 'Asia/Jerusalem'), jerusalem)).toBe('15:05');
  });

  it('name the day where it is not today', () => {
    expect(when(instant('2026-03-09T23:10', 'Europe/London'), london)).toBe('yesterday 23:10');
    expect(when(instant('2026-03-07T23:10', 'Europe/London'), london)).toBe('Sat 7 March, 23:10');
    expect(when(instant('2026-03-09T23:10', 'Asia/Jerusalem'), jerusalem)).toBe('אתמול \u206823:10\u2069');
  });

  it('show a stretch with each day once', () => {
    const zone = 'Europe/London';
    expect(stretch(instant('2026-03-10T13:00', zone), instant('2026-03-10T14:10', zone), london)).toBe(
      '13:00\u201314:10',
    );
    expect(stretch(instant('2026-03-09T20:00', zone), instant('2026-03-10T06:00', zone), london)).toBe(
      'yesterday 20:00\u20136:00',
    );
  });

  it('give lengths in hours and minutes', () => {
    expect([0, 45 * MINUTE, HOUR, 2 * HOUR + 10 * MINUTE, 26 * HOUR].map((ms) => length(ms, london))).toEqual(
      ['0 mins', '45 mins', '1 hr', '2 hrs, 10 mins', '26 hrs'],
    );
    expect(length(2 * HOUR, jerusalem)).toBe('שעתיים');
    expect(ago(london.now - 90 * MINUTE, london)).toBe('2 hours ago');
  });
});

describe('the data of a button', () => {
  it.each([
    { press: 'undo', updateKey: 'tg:7000001:999999999' },
    { press: 'zone', zone: 'America/Argentina/ComodRivadavia' },
    { press: 'language', language: 'he' },
    { press: 'lasted', kind: 'sleep', end: instant('2026-03-10T15:05', 'UTC'), minutes: 45 },
    { press: 'awake', at: instant('2026-03-10T15:05', 'UTC') },
    { press: 'pick', index: 2 },
    { press: 'summary', period: 'week' },
    { press: 'dismiss' },
  ] as const)('$press comes back as it was, in 64 bytes', (press) => {
    const data = pressData(press);
    expect(readPress(data)).toEqual(press);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  });

  it.each([
    '',
    'undo',
    'zone Nowhere/Land',
    'language xx',
    'lasted diaper 1 1',
    'lasted sleep x 1',
    'awake -5',
    'pick',
    'summary year',
    'drop table',
  ])('%s is refused', (data) => {
    expect(readPress(data)).toBeNull();
  });
});
