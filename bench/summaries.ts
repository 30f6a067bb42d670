// Part "summaries": what the figures of a day, a week and a month cost, and what is read before every write, however
// old the diary is and however many families there are.
import { join } from 'node:path';
import { systemClock } from '../src/base/clock.ts';
import type { InboundMessage } from '../src/channel/port.ts';
import type { About } from '../src/conversation/ports.ts';
import { createDiary, createRecords } from '../src/storage/diary/records.ts';
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
/** Who reads before a write, and about what. */
const reads: readonly (readonly [kind: string, user: string, about: About | null])[] = [
  ['log', '1', null],
  ['edit', '1', { by: 'message', id: '5' }],
  ['stranger', '2', null],
];
const another = 'another family each time, there';
const ROUNDS = 60;

type Times = Map<string, number[]>;
const rule = { zone: 'Europe/London', dayStartsAt: 0 };

export async function summaries({ folder }: Surroundings): Promise<void> {
  heading('Summaries: the rows of the period read, parsed and added up');
  const now = systemClock.now();
  const filled: Filled[] = [];
  for (const [index, plan] of plans.entries()) {
    filled.push(await fill(join(folder, `diary-${index}.sqlite`), plan, now));
  }
  const times: Times = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const diary of filled) {
      for (const period of periods) await summary(times, diary, period, ownerOf(0), diary.name);
      for (const [kind, user, about] of reads) await read(times, diary, kind, user, about);
    }
    const largest = filled.at(-1);
    const anyone = ownerOf(1 + ((round * 7919) % 9_999));
    if (largest !== undefined) await summary(times, largest, 'week', anyone, another);
  }
  for (const { database } of filled) database.close();
  tell(times, filled);
}

function tell(times: Times, filled: readonly Filled[]): void {
  const of = (name: string, what: string) => median(times.get(`${name} ${what}`) ?? []);
  const columns = [...periods, ...reads.map(([kind]) => kind)];
  table(
    ['', 'rows', 'MB', ...columns.map((column) => `${column} ms`)],
    [
      ...filled.map(({ name, rows, megabytes }) => [
        ...[name, rows, round(megabytes)],
        ...columns.map((column) => round(of(name, column))),
      ]),
      [another, '', '', '', round(of(another, 'week')), '', '', '', ''],
    ],
  );
  note(
    `medians of ${ROUNDS}; 30 entries a day. The last three are the read before a write: of the usual writer, of`,
  );
  note('one who changes an older message, and of one who has written nothing yet');
  const [smallest, largest] = [plans[0]?.name ?? '', plans.at(-1)?.name ?? ''];
  const growth = (what: string) => of(largest, what) / of(smallest, what);
  target('a month of 3 years among 10 000 families over 1 of 1', growth('month'), 1.5, 'x');
  for (const [kind] of reads) target(`the same for: ${kind}`, growth(kind), 1.5, 'x');
}

async function summary(
  times: Times,
  { database }: Filled,
  period: (typeof periods)[number],
  owner: DiaryOwner,
  name: string,
): Promise<void> {
  const now = systemClock.now();
  await timed(times, `${name} ${period}`, async () => {
    const span = spanOf(period, now, rule);
    const events = await createDiary(database).between(owner, span.from - reach, now + 1);
    summarize(events, span, now);
  });
}

async function read(
  times: Times,
  { name, database }: Filled,
  kind: string,
  user: string,
  about: About | null,
) {
  const message: InboundMessage = {
    ...{ updateKey: 'tg:1:1', group: false, addressed: true, author: { id: user }, sentAt: 0 },
    address: { channel: 'telegram', chat: '1' },
    content: { type: 'text', text: '', edited: false },
  };
  await timed(times, `${name} ${kind}`, () => createRecords(database).read(message, about));
}

async function timed(times: Times, name: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
}
