// The commands as people type them: with the bot's name, in capitals, with arguments of any kind.
import { describe, expect, it } from 'vitest';
import { Temporal, toInstant } from '../../src/base/time.ts';
import { phraseBook } from '../../src/locale/phrase-book.ts';
import { commands } from '../../src/understanding/commands.ts';
import { createUnderstanding } from '../../src/understanding/understand.ts';
import { lineOf } from './notation.ts';

const zone = 'Europe/London';
const at = toInstant(Temporal.PlainDateTime.from('2026-03-10T15:00:00'), zone);
const understand = createUnderstanding(phraseBook);
const intentOf = (text: string) =>
  understand({ text, sentAt: at, zone, languages: ['he', 'en'], previous: null, group: false }).intent;

describe('commands', () => {
  it.each([
    ['/sleep', 'sleep start 15:00'],
    ['/SLEEP@babywise_bot end 10 min ago', 'sleep end 14:50'],
    ['/sleep start 2:30', 'sleep start 14:30'],
    ['/sleep 13:00-14:30', 'sleep 13:00-14:30'],
    ['/sleep yesterday 20:00 - 06:00', 'sleep 2026-03-09T20:00-06:00'],
    ['/wake', 'sleep end 15:00'],
    ['/wake 7:15', 'sleep end 07:15'],
    ['/feed', 'feed start 15:00'],
    ['/feed end', 'feed end 15:00'],
    ['/feed left', 'feed start 15:00 left'],
    ['/feed left 10m', 'feed 14:50-15:00 left'],
    ['/feed 120ml 3pm', 'feed 15:00 120ml'],
    ['/feed 120', 'feed 15:00 120ml'],
    ['/feed 4oz', 'feed 15:00 118ml'],
    ['/diaper', 'diaper 15:00'],
    ['/diaper wet', 'diaper 15:00 wet'],
    ['/diaper both 9:15', 'diaper 09:15 both'],
    ['/feed 7', 'ask'],
    ['/summary', 'summary day'],
    ['/summary week', 'summary week'],
    ['/today', 'summary day'],
    ['/last', 'latest null'],
    ['/last feed', 'latest feed'],
    ['/undo', 'undo'],
    ['/help', 'help'],
    ['/wake 16:00', 'impossible sleep future'],
    ['/sleep 25:70', 'impossible sleep no-such-time'],
  ])('%s: %s', (text, line) => {
    expect(lineOf(intentOf(text), { at, zone })).toBe(line);
  });

  it.each([
    ['/feed \u05e9\u05de\u05d0\u05dc 10 \u05d3\u05e7\u05d5\u05ea', 'feed 14:50-15:00 left'],
    ['/sleep \u05e1\u05d5\u05e3 \u05dc\u05e4\u05e0\u05d9 10 \u05d3\u05e7\u05d5\u05ea', 'sleep end 14:50'],
    ['/diaper \u05e7\u05e7\u05d9', 'diaper 15:00 dirty'],
  ])('takes Hebrew arguments: %s', (text, line) => {
    expect(lineOf(intentOf(text), { at, zone })).toBe(line);
  });

  it('keeps what follows a setting as typed', () => {
    expect(intentOf('/timezone Asia/Jerusalem')).toEqual({
      type: 'command',
      name: 'timezone',
      argument: 'Asia/Jerusalem',
    });
  });

  it.each([
    ['/slep', 'sleep'],
    ['/daiper', 'diaper'],
    ['/summery', 'summary'],
    ['/xyzzy', null],
  ])('%s is unknown, perhaps %s', (text, nearest) => {
    expect(intentOf(text)).toEqual({ type: 'unknown-command', typed: text.slice(1), nearest });
  });

  it('answers in the language of the reader, whatever the letters of the command', () => {
    const said = { text: '/sleep start', sentAt: at, zone, previous: null, group: false } as const;
    expect(understand({ ...said, languages: ['he', 'en'] }).language).toBe('he');
  });

  it('has names that Telegram takes', () => {
    for (const { name } of commands) expect(name).toMatch(/^[a-z0-9_]{1,32}$/);
  });
});
