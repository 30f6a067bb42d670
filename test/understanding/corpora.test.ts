// The collected messages of parents, each with its meaning: how many are understood, and that nothing is logged
// which is no log.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { phraseBook } from '../../src/locale/phrase-book.ts';
import { createParser } from '../../src/ops/parse.ts';
import { createUnderstanding } from '../../src/understanding/understand.ts';

const eventSchema = z.looseObject({
  kind: z.string(),
  action: z.string(),
  start: z.string().nullable(),
  end: z.string().nullable(),
  amount_ml: z.number().optional(),
  side: z.string().optional(),
  diaper: z.string().optional(),
});
type Event = z.infer<typeof eventSchema>;

const meaningSchema = z.looseObject({ intent: z.string(), events: z.array(eventSchema).optional() });
type Meaning = z.infer<typeof meaningSchema>;

const lineSchema = z.looseObject({ id: z.string(), text: z.string(), expect: meaningSchema });

const parse = createParser(createUnderstanding(phraseBook));

const linesOf = (name: string) =>
  readFileSync(new URL(`../fixtures/corpora/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)));

const kept = ['sleep', 'feed', 'diaper'];

/** Kinds that the diary does not keep are not expected in a log; an entry of them alone is none. */
function wanted(meaning: Meaning): Meaning {
  if (meaning.intent !== 'log') return meaning;
  const events = (meaning.events ?? []).filter((event) => kept.includes(event.kind));
  return events.length > 0 ? { ...meaning, events } : { intent: 'none' };
}

/** Amounts of other units are rounded: 3 ml either way are the same. */
function sameEvent(a: Event, b: Event | undefined): boolean {
  if (!b) return false;
  const keys = ['kind', 'action', 'start', 'end', 'side', 'diaper'] as const;
  const amounts =
    a.amount_ml === undefined ? b.amount_ml === undefined : Math.abs(a.amount_ml - (b.amount_ml ?? 0)) <= 3;
  return amounts && keys.every((key) => a[key] === b[key]);
}

function right(want: Meaning, got: Meaning): boolean {
  if (want.intent !== got.intent) return false;
  if (want.events) {
    return (
      want.events.length === got.events?.length &&
      want.events.every((event, i) => sameEvent(event, got.events?.[i]))
    );
  }
  return ['kind', 'field', 'from', 'to', 'period'].every(
    (key) => want[key] === undefined || want[key] === got[key],
  );
}

describe.each(['utterances.en', 'utterances.he', 'own.en', 'own.he'])('%s', (name) => {
  const results = linesOf(name).map((line) => {
    const want = wanted(line.expect);
    const got = meaningSchema.parse(JSON.parse(parse(JSON.stringify(line))));
    return { id: line.id, text: line.text, want, got, right: right(want, got) };
  });
  const wrong = (intents: readonly string[]) =>
    results
      .filter((result) => intents.includes(result.want.intent) && !result.right)
      .map(({ id, text }) => `${id} ${text}`);
  const share = (intents: readonly string[]) => {
    const all = results.filter((result) => intents.includes(result.want.intent));
    return 1 - wrong(intents).length / Math.max(1, all.length);
  };

  it('reads at least 97 % of the logs fully right', () => {
    expect(share(['log']), wrong(['log']).join('\n')).toBeGreaterThanOrEqual(0.97);
  });

  it('logs nothing that is no log', () => {
    const false_ = results.filter(({ want, got }) => want.intent !== 'log' && got.intent === 'log');
    expect(false_.map(({ id, text }) => `${id} ${text}`)).toEqual([]);
  });

  it('tells questions and chatter apart', () => {
    expect(share(['question', 'none']), wrong(['question', 'none']).join('\n')).toBeGreaterThanOrEqual(0.97);
  });

  it('reads at least 97 % of summaries, corrections, undo, help and latest right', () => {
    const intents = ['summary', 'correct', 'undo', 'help', 'latest', 'ask'];
    expect(share(intents), wrong(intents).join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});
