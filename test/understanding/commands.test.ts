import { describe, expect, it } from 'vitest';
import { isBareCommand } from '../../src/understanding/commands.ts';

describe('a command without words of the parent', () => {
  it.each([
    '/sleep',
    '/sleep start',
    '/SLEEP@babywise_bot end',
    '/feed left 10m',
    '/feed 120ml 3pm',
    '/diaper both 9:15',
    '/summary week',
  ])('%s is told by the table alone', (text) => expect(isBareCommand(text)).toBe(true));

  it.each([
    '/sleep he is blue',
    '/florp',
    'sleep',
    '/feed 120ml then he stopped breathing',
    '/wake לא נושם',
    'limp /sleep',
  ])('%s is looked through for red flags', (text) => expect(isBareCommand(text)).toBe(false));
});
