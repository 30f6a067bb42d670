import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTriage } from '../../src/advice/triage/triage.ts';
import { languages } from '../../src/locale/languages.ts';
import { lines } from '../support/lines.ts';

const triage = createTriage();
const find = (text: string, ageDays: number | null = null) =>
  triage({ text, languages, ageDays }).map(({ id }) => id);

const message = z.object({ text: z.string(), urgent: z.boolean() });

describe.each(languages)('messages of parents, %s', (language) => {
  const told = lines(`redflags.${language}.jsonl`, message);

  it.each(told.filter(({ urgent }) => urgent))('raises a card: $text', ({ text }) => {
    expect(find(text)).not.toEqual([]);
  });

  it.each(told.filter(({ urgent }) => !urgent))('raises none: $text', ({ text }) => {
    expect(find(text)).toEqual([]);
  });

  it('raises none on a question of any domain', () => {
    const asked = lines(`domains.${language}.jsonl`, z.object({ text: z.string() }));
    expect(asked.map(({ text }) => text).filter((text) => find(text).length > 0)).toEqual([]);
  });
});

describe('which row', () => {
  it.each([
    ['his lips are blue', 'RF-B2'],
    ['she is not breathing', 'RF-B1'],
    ['breathing 64 times a minute, 5 months old', 'RF-B4'],
    ['he is choking', 'RF-B7'],
    ['I cannot wake him', 'RF-N1'],
    ['3 weeks old, 38.2', 'RF-F1'],
    ['2 weeks old, temp 35.2', 'RF-F2'],
    ['purple spots that do not fade under a glass', 'RF-K1'],
    ['vomited green, then bottle 120 at 8', 'RF-G1'],
    ['5 days old, yellow and will not feed', 'RF-J2'],
    ['hit her head and is vomiting', 'RF-T1'],
    ['he swallowed a magnet', 'RF-P1'],
    ['she drank bleach', 'RF-P2'],
    ['I want to die', 'RF-C1'],
    ['I am scared I will hurt my baby', 'RF-C2'],
    ['I hear voices that tell me what to do', 'RF-C3'],
  ])('%s: %s', (text, id) => {
    expect(find(text)).toContain(id);
  });

  it("gives the parent's own crisis the level C, everything else E", () => {
    const levels = triage({ text: 'I shook him. I want to die', languages, ageDays: null });
    expect(levels).toEqual([
      { id: 'RF-T7', level: 'E' },
      { id: 'RF-C1', level: 'C' },
    ]);
  });
});

describe('age and temperature', () => {
  it.each([
    ['temp 38.0', 20, true],
    ['temp 37.9', 20, false],
    ['temp 38.0', 90, true],
    ['temp 38.0', 91, false],
    ['temp 100.4', 20, true],
    ['temp 100.3', 20, false],
    ['temp 35.4', 60, true],
    ['temp 35.5', 60, false],
    ['temp 35.4', 61, false],
    ['temp 38.4', null, true],
    // The age in the message counts before the one on file.
    ['my 10 month old has 38.4', 20, false],
    ['my 3 week old has 38.4', 300, true],
    // Not a body, or not a temperature.
    ['bath water 38.5', 20, false],
    ['what is the right temperature of the bath, 38 or 39?', 20, false],
    ['38.5 and he refuses his bottle', 20, true],
    ['temp 38.5 after the bath', 20, true],
    ['had a bath, temp now 38.5', 20, true],
    ['head 38.5 cm', 20, false],
    ['born at 38 weeks, fever? no', 20, false],
    ['no fever, 38 ml at 9', 20, false],
  ])('%s at %s days: %s', (text, ageDays, urgent) => {
    expect(find(text, ageDays).length > 0).toBe(urgent);
  });

  it('takes the youngest band only where nothing says older', () => {
    expect(find('she has a fever')).toContain('RF-F1');
    expect(find('my toddler has a fever')).toEqual([]);
  });
});

describe('what is not told of this baby now', () => {
  it.each([
    ['no cough or blue lips'],
    ["he doesn't look floppy"],
    ['what should I do if a baby ever stops breathing?'],
    ['my niece had a seizure two years ago'],
    ['I took a first aid class about choking'],
    ['how do I prevent burns in the kitchen'],
  ])('%s', (text) => {
    expect(find(text)).toEqual([]);
  });

  it('a "not" that belongs to one sign does not undo the next', () => {
    expect(find('not breathing and blue')).toEqual(expect.arrayContaining(['RF-B1', 'RF-B2']));
  });

  it('reassurance by others, jokes and a log around it change nothing', () => {
    for (const text of [
      'grandma says it is nothing but his lips are blue',
      'lol his lips are blue',
      'bottle 120 at 8, nap 9 to 10, lips are blue, wet diaper',
    ])
      expect(find(text), text).toContain('RF-B2');
  });
});

it('two urgent signs together are an emergency, one alone is not', () => {
  expect(find('no tears when crying')).toEqual([]);
  expect(find('no tears when crying and very lethargic')).toEqual(expect.arrayContaining(['RF-H7', 'RF-N5']));
});

it('reads the languages it is given, mixed in one message as well', () => {
  const mixed = 'baby \u05e8\u05e4\u05d5\u05d9 \u05dc\u05d2\u05de\u05e8\u05d9';
  expect(triage({ text: mixed, languages: ['he'], ageDays: null })).toEqual([{ id: 'RF-N2', level: 'E' }]);
  expect(triage({ text: mixed, languages: ['en'], ageDays: null })).toEqual([]);
});
