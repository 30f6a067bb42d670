// Every example beside the phrases of a language means what it says there, read on 10 March 2026 at 15:00.
import { describe, expect, it } from 'vitest';
import { Temporal, toInstant } from '../../src/base/time.ts';
import { languages } from '../../src/locale/languages.ts';
import { phraseBook } from '../../src/locale/phrase-book.ts';
import { createUnderstanding } from '../../src/understanding/understand.ts';
import { lineOf } from './notation.ts';

const zone = 'Europe/London';
const at = toInstant(Temporal.PlainDateTime.from('2026-03-10T15:00:00'), zone);
const understand = createUnderstanding(phraseBook);

describe.each(languages)('the phrases of %s', (language) => {
  const examples = Object.entries(phraseBook(language).phrases).flatMap(
    ([phraseClass, { examples: own = {} }]) =>
      Object.entries(own).map(([text, meaning]) => ({ phraseClass, text, meaning })),
  );

  it.each(examples)('$phraseClass: $text', ({ text, meaning }) => {
    const order = [language, ...languages.filter((other) => other !== language)];
    const said = { text, sentAt: at, zone, languages: order, previous: null, group: false };
    expect(lineOf(understand(said).intent, { at, zone })).toBe(meaning);
  });

  it('has examples for what it logs', () => {
    expect(examples.length).toBeGreaterThan(40);
  });
});
