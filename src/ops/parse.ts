// `npm run -s parse`: reads messages as JSON lines on standard input and writes what the commands and phrases
// make of each, one line an answer, in order. The same path as the bot's first two layers; no network, no model.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { selectDomain } from '../advice/domains.ts';
import type { EpochMs } from '../base/clock.ts';
import { isZone, Temporal, toInstant, toLocal, type Zone } from '../base/time.ts';
import { isLanguage, type Language, languages } from '../locale/languages.ts';
import { phraseBook } from '../locale/phrase-book.ts';
import type { SaidEvent } from '../tracker/event.ts';
import type { Intent } from '../understanding/intent.ts';
import { createUnderstanding, type Understand, type Understood } from '../understanding/understand.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  /** Local time in `tz`. */
  now: z.string(),
  tz: z.string().refine(isZone),
  lang: z.string().optional(),
  prev: z.string().nullish(),
});
type Line = z.infer<typeof lineSchema>;

const idSchema = z.object({ id: z.union([z.string(), z.number()]) });

type Written = { readonly at: EpochMs; readonly zone: Zone };
type Answer = Readonly<Record<string, unknown>>;

/** Makes the function from one input line to one output line. Never throws: a bad line gives `{id?, error}`. */
export function createParser(understand: Understand): (line: string) => string {
  return (line) => JSON.stringify(answerTo(understand, line));
}

function answerTo(understand: Understand, line: string): Answer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return { error: 'not JSON' };
  }
  const checked = lineSchema.safeParse(parsed);
  if (!checked.success) {
    const id = idSchema.safeParse(parsed).data?.id;
    const error = `bad ${checked.error.issues.map((issue) => issue.path.join('.') || 'line').join(', ')}`;
    return id === undefined ? { error } : { id, error };
  }
  const written = writtenAt(checked.data);
  if (written === null) return { id: checked.data.id, error: 'bad now' };
  const understood = read(understand, checked.data, written);
  return { id: checked.data.id, ...shown(understood, checked.data.text, written) };
}

function writtenAt({ now, tz }: Line): Written | null {
  try {
    return { at: toInstant(Temporal.PlainDateTime.from(now), tz), zone: tz };
  } catch {
    return null;
  }
}

function read(understand: Understand, line: Line, written: Written): Understood {
  const first: readonly Language[] = line.lang !== undefined && isLanguage(line.lang) ? [line.lang] : [];
  const said = {
    sentAt: written.at,
    zone: written.zone,
    languages: [...first, ...languages.filter((language) => !first.includes(language))],
    group: false,
  };
  const before = line.prev ? understand({ ...said, text: line.prev, previous: null }).intent : null;
  const previous = before?.type === 'log' ? (before.events.at(-1) ?? null) : null;
  return understand({ ...said, text: line.text, previous });
}

function shown({ intent, language }: Understood, text: string, written: Written): Answer {
  const domain = intent.type === 'question' ? { domain: selectDomain(text, language) } : {};
  return { ...formOf(intent, written), ...domain };
}

/** An intent in the form of the corpora. */
function formOf(intent: Intent, written: Written): Answer {
  switch (intent.type) {
    case 'log':
      return { intent: 'log', events: intent.events.map((event) => eventForm(event, written)) };
    case 'correct': {
      const { field, from, to } = intent.change;
      const time = field === 'start' || field === 'end';
      const form = (value: typeof from | typeof to) =>
        time && typeof value === 'number' ? timeForm(value, written) : (value ?? null);
      const name = field === 'amountMl' ? 'amount_ml' : field;
      return { intent: 'correct', kind: intent.kind, field: name, from: form(from), to: form(to) };
    }
    case 'summary':
      return { intent: 'summary', period: intent.period };
    case 'latest':
      return { intent: 'latest', kind: intent.kind };
    case 'none':
      return { intent: 'none', reason: intent.reason };
    case 'command':
      return { intent: 'command', name: intent.name, argument: intent.argument };
    case 'unknown-command':
      return { intent: 'unknown-command', typed: intent.typed, nearest: intent.nearest };
    case 'impossible':
      return { intent: 'impossible', kind: intent.kind, problem: intent.problem };
    case 'ask':
      return { intent: 'ask', candidates: intent.candidates.map((candidate) => formOf(candidate, written)) };
    default:
      return { intent: intent.type };
  }
}

function eventForm({ kind, action, start, end, details }: SaidEvent, written: Written): Answer {
  return {
    kind,
    action,
    start: start === null ? null : timeForm(start, written),
    end: end === null ? null : timeForm(end, written),
    ...(details.amountMl === undefined ? {} : { amount_ml: details.amountMl }),
    ...(details.side === undefined ? {} : { side: details.side }),
    ...(details.diaper === undefined ? {} : { diaper: details.diaper }),
  };
}

/** `HH:MM` on the day of the message, ISO local otherwise. */
function timeForm(at: EpochMs, written: Written): string {
  const local = toLocal(at, written.zone).round({ smallestUnit: 'minute', roundingMode: 'floor' });
  const sameDay = local.toPlainDate().equals(toLocal(written.at, written.zone).toPlainDate());
  return sameDay
    ? local.toPlainTime().toString({ smallestUnit: 'minute' })
    : local.toString({ smallestUnit: 'second' });
}

async function main(): Promise<void> {
  const parse = createParser(createUnderstanding(phraseBook));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') process.stdout.write(`${parse(line)}\n`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
