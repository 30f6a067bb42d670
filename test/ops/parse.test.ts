// `npm run -s parse`: one line in, one line out, in order, whatever the line.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../src/ops/parse.ts', import.meta.url));
const run = (lines: readonly string[]) =>
  execFileSync(process.execPath, [program], { input: `${lines.join('\n')}\n`, encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const line = (id: string, text: string, more: object = {}) =>
  JSON.stringify({ id, text, now: '2026-03-10T15:00:00', tz: 'Europe/London', ...more });

describe('parse', () => {
  it('answers every line in order and in the form of the corpora', () => {
    const answers = run([
      line('1', 'bottle 120ml at 1'),
      'no JSON at all',
      JSON.stringify({ id: '3', text: 'asleep', now: 'yesterday', tz: 'Europe/London' }),
      JSON.stringify({ id: '4', text: 'asleep', now: '2026-03-10T15:00:00', tz: 'Mars/Base' }),
      line('5', 'asleep 11pm', { now: '2026-03-10T08:00:00' }),
      line('6', 'no, 2:20', { prev: 'nap 1pm-2pm', lang: 'en' }),
      line('7', 'is green poop normal'),
      line('8', 'bottle 7'),
    ]);
    expect(answers).toEqual([
      {
        id: '1',
        intent: 'log',
        events: [{ kind: 'feed', action: 'instant', start: '13:00', end: null, amount_ml: 120 }],
      },
      { error: 'not JSON' },
      { id: '3', error: 'bad now' },
      { id: '4', error: 'bad tz' },
      {
        id: '5',
        intent: 'log',
        events: [{ kind: 'sleep', action: 'start', start: '2026-03-09T23:00:00', end: null }],
      },
      { id: '6', intent: 'correct', kind: 'sleep', field: 'end', from: '14:00', to: '14:20' },
      { id: '7', intent: 'question', domain: 'health_safety' },
      { id: '8', intent: 'ask', candidates: [expect.anything(), expect.anything()] },
    ]);
  });
});
