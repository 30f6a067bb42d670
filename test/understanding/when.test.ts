// Times as parents tell them, at the moments where they are easily read wrong: midnight, both nights of summer
// time, the hour to come.
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { Temporal, toInstant } from '../../src/base/time.ts';
import { phraseBook } from '../../src/locale/phrase-book.ts';
import { createUnderstanding } from '../../src/understanding/understand.ts';
import { lineOf } from './notation.ts';

const understand = createUnderstanding(phraseBook);

function intentAt(text: string, local: string, zone = 'Europe/London') {
  const at = toInstant(Temporal.PlainDateTime.from(local), zone);
  const said = { text, sentAt: at, zone, languages: ['en', 'he'] as const, previous: null, group: false };
  return { intent: understand(said).intent, written: { at, zone } };
}

function read(text: string, local: string, zone?: string): string {
  const { intent, written } = intentAt(text, local, zone);
  return lineOf(intent, written);
}

describe('an hour without am or pm is its most recent past occurrence', () => {
  it.each([
    ['asleep 7', '2026-03-10T07:00', 'sleep start 07:00'],
    ['asleep 7', '2026-03-10T06:59', 'sleep start 2026-03-09T19:00'],
    ['asleep 7', '2026-03-10T19:01', 'sleep start 19:00'],
    ['woke at 12:05', '2026-03-10T00:10', 'sleep end 00:05'],
    ['woke at 12:05', '2026-03-10T12:10', 'sleep end 12:05'],
    ['fell asleep at 11:50', '2026-03-10T00:10', 'sleep start 2026-03-09T23:50'],
    ['fed at 12', '2026-03-10T00:00', 'feed 00:00'],
    ['fed at noon', '2026-03-10T00:30', 'feed 2026-03-09T12:00'],
    ['fell asleep at midnight', '2026-03-10T07:00', 'sleep start 00:00'],
  ])('%s, written %s: %s', (text, local, line) => {
    expect(read(text, local)).toBe(line);
  });
});

describe('explicit words win', () => {
  it.each([
    ['asleep 9pm', '2026-03-10T08:00', 'sleep start 2026-03-09T21:00'],
    ['yesterday she fell asleep at 9', '2026-03-10T22:00', 'sleep start 2026-03-09T21:00'],
    ['woke at 6 this morning', '2026-03-10T20:00', 'sleep end 06:00'],
    ['last night asleep at 8', '2026-03-10T21:30', 'sleep start 2026-03-09T20:00'],
    ['last night he woke at 3', '2026-03-10T21:30', 'sleep end 03:00'],
    ['asleep at 10 tonight', '2026-03-10T01:00', 'sleep start 2026-03-09T22:00'],
    ['fed at 3 in the afternoon', '2026-03-10T16:00', 'feed 15:00'],
    ['fed at 2 at night', '2026-03-10T15:00', 'feed 02:00'],
    ['on monday she woke at 7am', '2026-03-10T15:00', 'sleep end 2026-03-09T07:00'],
    ['the day before yesterday fed at 8am', '2026-03-10T15:00', 'feed 2026-03-08T08:00'],
  ])('%s, written %s: %s', (text, local, line) => {
    expect(read(text, local)).toBe(line);
  });
});

describe('every way to tell a time', () => {
  it.each([
    ['fed 7.30', 'feed 07:30'],
    ['woke 0615', 'sleep end 06:15'],
    ['asleep 1430', 'sleep start 14:30'],
    ['woke at half past two', 'sleep end 14:30'],
    ['woke at half 2', 'sleep end 14:30'],
    ['woke at ten to three', 'sleep end 14:50'],
    ['woke at quarter after one', 'sleep end 13:15'],
    ['woke at two oh five', 'sleep end 14:05'],
    ['woke at 2 o\u2019clock', 'sleep end 14:00'],
    ['woke around 2ish', 'sleep end 14:00'],
    ['woke 1 hr 20 min ago', 'sleep end 13:40'],
    ['woke an hour and a half ago', 'sleep end 13:30'],
    ['woke 1.5 hours ago', 'sleep end 13:30'],
    ['woke a couple of minutes ago', 'sleep end 14:58'],
    ['slept ten to eleven', 'sleep 10:00-11:00'],
    ['napped 1-2:15pm', 'sleep 13:00-14:15'],
    ['slept 9pm-6', 'sleep 2026-03-09T21:00-06:00'],
    ['fell asleep at 1 for 40 minutes', 'sleep 13:00-13:40'],
    ['nursed at 2:50 for 20 minutes', 'feed 14:30-14:50'],
  ])('%s: %s', (text, line) => {
    expect(read(text, '2026-03-10T15:00')).toBe(line);
  });
});

describe('several ambiguous hours keep the order they are told in', () => {
  it.each([
    ['woke 7, bottle 7:15, nap 9', '2026-03-10T20:00', 'sleep end 07:00 + feed 07:15 + sleep start 09:00'],
    ['woke 6am, nap at 1, fed at 5', '2026-03-10T18:00', 'sleep end 06:00 + sleep start 13:00 + feed 17:00'],
    ['fed at 3, wet diaper 2:30', '2026-03-10T15:30', 'feed 15:00 + diaper 14:30 wet'],
  ])('%s, written %s: %s', (text, local, line) => {
    expect(read(text, local)).toBe(line);
  });
});

describe('what cannot be is said to be impossible', () => {
  it.each([
    ['asleep at 18:00', '2026-03-10T15:00', 'impossible sleep future'],
    ['asleep 6pm', '2026-03-10T15:00', 'impossible sleep future'],
    ['slept 13:00-16:00', '2026-03-10T15:00', 'impossible sleep future'],
    ['woke at 25:70', '2026-03-10T15:00', 'impossible sleep no-such-time'],
    ['bottle at 7 tomorrow', '2026-03-10T15:00', 'none plan'],
    ['drank 999 ml', '2026-03-10T15:00', 'feed 15:00 999ml'],
    ['slept 40 hours', '2026-03-10T15:00', 'sleep 2026-03-08T23:00-15:00'],
    ['slept from 5pm to 3pm', '2026-03-10T20:00', 'sleep 17:00-15:00'],
  ])('%s, written %s: %s', (text, local, line) => {
    expect(read(text, local)).toBe(line);
  });

  it('names the coming instant', () => {
    const { intent, written } = intentAt('asleep at 18:00', '2026-03-10T15:00');
    expect(intent.type === 'impossible' && intent.value).toBe(written.at + 3 * HOUR);
  });
});

describe('a night of summer time lasts as long as it really did', () => {
  it.each([
    ['Asia/Jerusalem', '2026-03-27T07:00', 7],
    ['Asia/Jerusalem', '2026-10-25T07:00', 9],
    ['America/New_York', '2026-03-08T07:00', 7],
    ['America/New_York', '2026-11-01T07:00', 9],
    ['Europe/London', '2026-03-29T07:00', 7],
    ['Europe/London', '2026-10-25T07:00', 9],
  ])('%s, written %s: %d h between 22:00 and 06:00', (zone, local, hours) => {
    const { intent } = intentAt('slept 10pm-6am', local, zone);
    const event = intent.type === 'log' ? intent.events[0] : undefined;
    expect(event?.start && event.end && (event.end - event.start) / HOUR).toBe(hours);
  });

  it.each([
    ['Asia/Jerusalem', '2026-03-27T04:00', '2026-03-27T01:00'],
    ['Europe/London', '2026-10-25T04:00', '2026-10-25T01:00'],
  ])('%s, written %s: three hours ago is three real hours', (zone, local) => {
    const { intent, written } = intentAt('woke 3 hours ago', local, zone);
    const event = intent.type === 'log' ? intent.events[0] : undefined;
    expect(event?.end).toBe(written.at - 3 * HOUR);
  });

  it('does not let the skipped hour tip a span (New York, two days later)', () => {
    expect(read('napped between 2 and 3:30', '2026-03-10T16:00', 'America/New_York')).toBe(
      'sleep 14:00-15:30',
    );
  });
});
