// Part "parse": what it costs to understand a message, over the corpora the tests hold.
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Temporal, toInstant } from '../src/base/time.ts';
import { isLanguage, type Language, languages } from '../src/locale/languages.ts';
import { phraseBook } from '../src/locale/phrase-book.ts';
import { createUnderstanding, type Said } from '../src/understanding/understand.ts';
import { heading, median, note, quantile, round, table } from './report.ts';

const folder = new URL('../test/fixtures/corpora/', import.meta.url);
const lineSchema = z.object({ text: z.string(), now: z.string(), tz: z.string() });
const ROUNDS = 7;

export async function parse(): Promise<void> {
  heading('Understanding a message: commands and phrases, no model');
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  const rows = files.flatMap((file) => {
    const language = file.split('.').find(isLanguage);
    return language === undefined ? [] : [rowOf(file, language)];
  });
  table(['corpus', 'messages', 'p50 us', 'p99 us', 'mean us'], rows);
  if (rows.length === 0) note('there are no corpora');
}

function rowOf(file: string, language: Language) {
  const understand = createUnderstanding(phraseBook);
  const messages = messagesOf(readFileSync(new URL(file, folder), 'utf8'), language);
  const times: number[] = [];
  for (let turn = 0; turn <= ROUNDS; turn += 1) {
    for (const message of messages) {
      const start = performance.now();
      understand(message);
      // The first round reads the phrase books and warms the machine up.
      if (turn > 0) times.push(1000 * (performance.now() - start));
    }
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return [file, messages.length, round(median(times)), round(quantile(times, 0.99)), round(mean)];
}

function messagesOf(lines: string, language: Language): Said[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { text, now, tz } = lineSchema.parse(JSON.parse(line));
      return {
        ...{ text, zone: tz, previous: null, group: false },
        sentAt: toInstant(Temporal.PlainDateTime.from(now), tz),
        languages: [language, ...languages.filter((other) => other !== language)],
      };
    });
}
