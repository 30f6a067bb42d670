// Part "summaries": what the figures of a day, a week and a month cost, however old the diary is and however many
// families there are.
import { join } from 'node:path';
import { systemClock } from '../src/base/clock.ts';
import { createDiary } from '../src/storage/diary/records.ts';
import type { DiaryOwner } from '../src/tracker/diary.ts';
import { spanOf } from '../src/tracker/period.ts';
import { reach, summarize } from '../src/tracker/summary.ts';
import { type Filled, fill, ownerOf, type Plan } from './diaries.ts';
import { heading, median, note, round, table, target } from './report.ts';
import type { Surroundings } from './surroundings.ts';

const plans: readonly Plan[] = [
  { name: '1 family, 1 month', families: 1, days: 31 },
  { name: '1 family, 1 year', families: 1, days: 365 },
  { name: '1 family, 3 years', families: 1, days: 3 * 365 },
  { name: '3 years among 10 000 families', families: 10_000, days: 7, oldest: 3 * 365 },
];
const periods = ['day', 'week', 'month'] as const;
const ROUNDS = 60;
const rule = { zone: 'Europe/London', dayStartsAt: 0 };

export async function summaries({ folder }: Surroundings): Promise<void> {
  heading('Summaries: the rows of the period read, parsed and added up');
  const now = systemClock.now();
  const filled: Filled[] = [];
  for (const [index, plan] of plans.entries()) {
    filled.push(await fill(join(folder, `diary-${index}.sqlite`), plan, now));
  }
  const times = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const diary of filled) {
      for (const period of periods) await timed(times, diary, period, ownerOf(0), diary.name);
      const anyone = ownerOf(1 + ((round * 7919) % 9_999));
      if (diary === filled.at(-1))
        await timed(times, diary, 'week', anyone, 'another family each time, there');
    }
  }
  for (const { database } of filled) database.close();
  const of = (name: string, period: string) => median(times.get(`${name} ${period}`) ?? []);
  table(
    ['', 'rows', 'MB', 'day ms', 'week ms', 'month ms'],
    [
      ...filled.map(({ name, rows, megabytes }) => [
        ...[name, rows, round(megabytes)],
        ...periods.map((period) => round(of(name, period))),
      ]),
      [
        'another family each time, there',
        '',
        '',
        '',
        round(of('another family each time, there', 'week')),
        '',
      ],
    ],
  );
  note(`medians of ${ROUNDS}, ${30} entries a day; the fill took part of the time below`);
  const [smallest, largest] = [plans[0]?.name ?? '', plans.at(-1)?.name ?? ''];
  target(
    'a month of 3 years among 10 000 families over 1 of 1',
    of(largest, 'month') / of(smallest, 'month'),
    1.5,
    'x',
  );
}

async function timed(
  times: Map<string, number[]>,
  { database }: Filled,
  period: (typeof periods)[number],
  owner: DiaryOwner,
  name: string,
): Promise<void> {
  const now = systemClock.now();
  const start = performance.now();
  const span = spanOf(period, now, rule);
  const events = await createDiary(database).between(owner, span.from - reach, now + 1);
  summarize(events, span, now);
  const key = `${name} ${period}`;
  times.set(key, [...(times.get(key) ?? []), performance.now() - start]);
}
