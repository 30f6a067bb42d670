// What a message means beyond its words: in which language it is read, who said it where, and what was logged before.
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { Temporal, toInstant } from '../../src/base/time.ts';
import type { Language } from '../../src/locale/languages.ts';
import { phraseBook } from '../../src/locale/phrase-book.ts';
import type { SaidEvent } from '../../src/tracker/event.ts';
import { intentSchema } from '../../src/understanding/intent.ts';
import { createUnderstanding, type Said } from '../../src/understanding/understand.ts';
import { lineOf } from './notation.ts';

const zone = 'Asia/Jerusalem';
const at = toInstant(Temporal.PlainDateTime.from('2026-03-10T15:00:00'), zone);
const understand = createUnderstanding(phraseBook);

const say = (text: string, more: Partial<Said> = {}) =>
  understand({ text, sentAt: at, zone, languages: ['en', 'he'], previous: null, group: false, ...more });
const line = (text: string, more?: Partial<Said>) => lineOf(say(text, more).intent, { at, zone });

const nap = (start: number, end: number): SaidEvent => ({
  kind: 'sleep',
  action: 'interval',
  start,
  end,
  details: {},
});
const feed = (details: SaidEvent['details']): SaidEvent => ({
  kind: 'feed',
  action: 'instant',
  start: at - HOUR,
  end: null,
  details,
});

describe('the language of a message', () => {
  const hebrew = '\u05e0\u05e8\u05d3\u05de\u05d4 \u05d1-13:10';
  it.each<[string, readonly Language[], Language]>([
    ['fell asleep at 1', ['he', 'en'], 'en'],
    [hebrew, ['en', 'he'], 'he'],
    ['8:40', ['he', 'en'], 'he'],
    ['', ['he', 'en'], 'he'],
  ])('%s for a reader of %s: %s', (text, order, language) => {
    expect(say(text, { languages: order }).language).toBe(language);
  });

  it('may change within a sentence', () => {
    expect(line('baby \u05e0\u05e8\u05d3\u05dd \u05d1-13:00', { languages: ['he', 'en'] })).toBe(
      'sleep start 13:00',
    );
  });
});

describe('slips of the finger', () => {
  it.each([
    ['fell aslep at 1', 'sleep start 13:00'],
    ['bootle 120ml at 2', 'feed 14:00 120ml'],
    ['woek up at 2', 'sleep end 14:00'],
    ['asleeeep since 2', 'sleep start 14:00'],
  ])('%s: %s', (text, meaning) => {
    expect(line(text)).toBe(meaning);
  });

  it('leave everyday words alone', () => {
    expect(line('happy battle of the puppy')).toMatch(/^none/);
  });
});

describe('what is unsure is asked back', () => {
  it('offers the hour and the amount of a bare figure', () => {
    const { intent } = say('bottle 7');
    const lines = intent.type === 'ask' ? intent.candidates.map((one) => lineOf(one, { at, zone })) : [];
    expect(lines).toEqual(['feed 07:00', 'feed 15:00 207ml']);
  });

  it('takes a log with a question mark for neither', () => {
    expect(line('fell asleep at 2?')).toBe('ask');
    expect(line('fell asleep at 2?', { group: true })).toBe('none other-person');
  });

  it('leaves "did she eat?" to the adults of a group', () => {
    expect(line('did she eat?')).toBe('latest feed');
    expect(line('did she eat?', { group: true })).toBe('none other-person');
  });
});

describe('what was logged before', () => {
  it.each<[string, SaidEvent, object]>([
    ['no, 2:20', nap(at - 2 * HOUR, at - HOUR), { field: 'end', from: at - HOUR, to: at - 40 * MINUTE }],
    ['ended at 2:20', nap(at - 2 * HOUR, at - HOUR), { field: 'end', from: at - HOUR, to: at - 40 * MINUTE }],
    [
      'it started at 12:40',
      nap(at - 2 * HOUR, at - HOUR),
      { field: 'start', from: at - 2 * HOUR, to: at - 140 * MINUTE },
    ],
    ['no, 150', feed({ amountMl: 120 }), { field: 'amountMl', from: 120, to: 150 }],
    ['other side', feed({ side: 'left' }), { field: 'side', from: 'left', to: 'right' }],
  ])('%s', (text, previous, change) => {
    const expected = { type: 'correct', kind: previous.kind, change };
    expect(say(text === 'other side' ? 'sorry, other side' : text, { previous }).intent).toEqual(expected);
  });

  it('is ended by "finished"', () => {
    const previous: SaidEvent = { kind: 'feed', action: 'start', start: at - HOUR, end: null, details: {} };
    expect(line('finished at 2:20', { previous })).toBe('feed end 14:20');
  });

  it('is not touched by a new event', () => {
    expect(line('no, she woke at 2', { previous: feed({ amountMl: 120 }) })).toBe('sleep end 14:00');
  });
});

describe('any text', () => {
  it('gives an intent that holds to its schema', () => {
    const junk = [
      '\u{1f37c}'.repeat(500),
      '120 '.repeat(400),
      '?'.repeat(900),
      'and '.repeat(300),
      '9-'.repeat(400),
      '"\'-:',
    ];
    for (const text of junk) expect(intentSchema.safeParse(say(text).intent).success).toBe(true);
  });
});
