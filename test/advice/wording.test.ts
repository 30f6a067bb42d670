import { describe, expect, it } from 'vitest';
import { longestAnswer, presentable } from '../../src/advice/wording.ts';
import { answerLimits } from '../../src/locale/answer-limits.ts';

const limits = answerLimits('en');
const say = (text: string) => presentable(text, limits);

describe('plain text', () => {
  it.each([
    ['**Try** an _earlier_ bedtime.', 'Try an earlier bedtime.'],
    ['## Sleep\n* dark room\n* white noise', 'Sleep\n- dark room\n- white noise'],
    ['See [this guide](https://example.com/a?b=c) first.', 'See this guide first.'],
    ['More at https://example.com/x or www.example.org.', 'More at or'],
    ['Read babysleep.com/naps today.', 'Read today.'],
    ['2 * 3 naps is 6', '2 * 3 naps is 6'],
  ])('%s', (told, shown) => {
    expect(say(told)).toBe(shown);
  });
});

describe('doses', () => {
  it.each([
    ['Give 15 mg per kg.'],
    ['Paracetamol 2.5 ml every 6 hours.'],
    ['At this weight 120mg is right.'],
    ['Use 5 ml/kg.'],
    ['400 IU of vitamin D a day.'],
  ])('%s is not said', (dose) => {
    const shown = say(`Fever can feel frightening. ${dose} Offer the breast often.`);
    expect(shown).not.toMatch(/\d/);
    expect(shown).toContain('Offer the breast often.');
    expect(shown.endsWith(limits.askForDose)).toBe(true);
  });

  it('amounts of milk are said', () => {
    expect(say('About 120 ml a feed is usual.')).toBe('About 120 ml a feed is usual.');
  });

  it('are found in Hebrew', () => {
    const he = answerLimits('he');
    const dose = '\u05d0\u05e7\u05de\u05d5\u05dc 2.5 \u05de"\u05dc \u05db\u05dc 6 \u05e9\u05e2\u05d5\u05ea.';
    expect(presentable(dose, he)).toBe(he.askForDose);
  });
});

it('reassurance from afar becomes advice to call', () => {
  expect(say('It is safe to wait until tomorrow. Keep her warm.')).toBe(
    `Keep her warm.\n${limits.askForCheck}`,
  );
});

it('an answer that is too long ends at a sentence', () => {
  const shown = say('This is one sentence of the answer. '.repeat(80));
  expect(shown.length).toBeLessThanOrEqual(longestAnswer);
  expect(shown.endsWith('answer.')).toBe(true);
});

it('an answer with nothing left to say still says something', () => {
  expect(say('https://example.com')).toBe(limits.askForCheck);
});
