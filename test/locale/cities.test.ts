import { describe, expect, it } from 'vitest';
import { findZones, zoneName } from '../../src/locale/cities.ts';
import { languageFacts, languageFrom, languages, languagesWritten } from '../../src/locale/languages.ts';

describe('a typed place', () => {
  it.each([
    ['Tel Aviv', 'Asia/Jerusalem'],
    ['tel-aviv', 'Asia/Jerusalem'],
    ['תל אביב', 'Asia/Jerusalem'],
    ['לוס אנג׳לס', 'America/Los_Angeles'],
    ['New York', 'America/New_York'],
    ['europe/london', 'Europe/London'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Boston', 'America/New_York'],
  ])('%s is in %s', (typed, zone) => {
    expect(findZones(typed)).toEqual([zone]);
  });

  it('may be several', () => {
    const zones = findZones('san');
    expect(zones.length).toBeGreaterThan(1);
    expect(zones.length).toBeLessThanOrEqual(6);
  });

  it.each(['', '   ', '!!', 'Atlantis', 'x'])('"%s" is nowhere', (typed) => {
    expect(findZones(typed)).toEqual([]);
  });
});

describe('languages', () => {
  it('name the zones they offer', () => {
    for (const language of languages) {
      for (const zone of languageFacts(language).likelyZones)
        expect(zoneName(zone, language)).not.toContain('/');
    }
    expect(zoneName('Asia/Jerusalem', 'he')).toBe('ירושלים');
    expect(zoneName('America/Argentina/Buenos_Aires', 'en')).toBe('Buenos Aires');
  });

  it('are known by the tags platforms use', () => {
    expect(['he', 'iw', 'he-IL', 'en-GB', 'pt-BR', 'x', undefined].map(languageFrom)).toEqual([
      'he',
      'he',
      'he',
      'en',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are told apart by their letters', () => {
    expect(languagesWritten('baby נרדם', ['en', 'he'])).toEqual(['en', 'he']);
    expect(languagesWritten('נרדם', ['en', 'he'])).toEqual(['he']);
    expect(languagesWritten('120 🍼', ['he', 'en'])).toEqual(['he']);
  });
});
