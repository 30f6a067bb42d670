import { describe, expect, it } from 'vitest';
import { card } from '../../src/advice/triage/card.ts';
import { emergencyNumbers, reviewedOn } from '../../src/advice/triage/numbers.ts';
import { languages } from '../../src/locale/languages.ts';
import { stringsOf } from '../../src/locale/strings.ts';

describe('numbers', () => {
  it.each([
    ['America/New_York', '911'],
    ['America/Kentucky/Louisville', '911'],
    ['America/Toronto', '911'],
    ['Europe/London', '999'],
    ['Europe/Dublin', '112'],
    ['Europe/Berlin', '112'],
    ['Asia/Jerusalem', '101'],
    ['Australia/Sydney', '000'],
    ['Asia/Tokyo', null],
    [null, null],
  ])('%s: %s', (zone, number) => {
    expect(emergencyNumbers(zone).emergency).toBe(number);
  });

  it('carry the day of their review', () => {
    expect(reviewedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('card', () => {
  it('says whom to call and at most three things to do', () => {
    expect(card([{ id: 'RF-B2', level: 'E' }], 'Asia/Jerusalem')).toEqual({
      kind: 'emergency',
      urgent: true,
      number: '101',
      line: '1201',
      poison: null,
      facts: ['stayOnLine'],
    });
    const all = card(
      ['RF-F1', 'RF-N6', 'RF-K3', 'RF-P1'].map((id) => ({ id, level: 'E' })),
      'America/Chicago',
    );
    expect(all.facts).toHaveLength(3);
  });

  it('names a poison centre only where one is known', () => {
    const flags = [{ id: 'RF-P2', level: 'E' }] as const;
    expect(card(flags, 'America/Chicago')).toMatchObject({ poison: '1-800-222-1222', facts: ['poisonLine'] });
    expect(card(flags, 'Europe/Paris').facts).toEqual(['stayOnLine']);
  });

  it("is another one for the parent's own crisis, and the baby comes first where both are told", () => {
    expect(card([{ id: 'RF-C1', level: 'C' }], 'America/Chicago')).toMatchObject({
      kind: 'crisis',
      urgent: false,
      line: '988',
      facts: ['someoneNear', 'notAlone'],
    });
    expect(card([{ id: 'RF-C3', level: 'C' }], null)).toMatchObject({
      kind: 'crisis',
      urgent: true,
      number: null,
    });
    const both = card(
      [
        { id: 'RF-T7', level: 'E' },
        { id: 'RF-C2', level: 'C' },
      ],
      null,
    );
    expect(both).toMatchObject({ kind: 'emergency', facts: ['babySafe', 'someoneNear'] });
  });

  it.each(languages)('has words for everything in %s', (language) => {
    const t = stringsOf(language);
    for (const fact of card(
      ['RF-P1', 'RF-C1', 'RF-F1'].map((id) => ({ id, level: 'E' })),
      'America/Chicago',
    ).facts)
      expect(t(`emergency:facts.${fact}`, { poison: '5' })).not.toContain('facts.');
    expect(t('emergency:emergency.action', { number: '101' })).toContain('101');
  });
});
