// Part "requests": what each kind of update asks of the database, the key-value store and Telegram, counted at their
// far ends. The database is a remote one, so that every request is a request.
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import { MINUTE, systemClock } from '../src/base/clock.ts';
import { createLog } from '../src/base/log.ts';
import { readEnv } from '../src/env.ts';
import { openDatabase } from '../src/storage/database/open.ts';
import { migrate } from '../src/storage/diary/migrations.ts';
import { counting, noTraffic, type Traffic } from '../test/contracts/kv.wrappers.ts';
import { createChats, createFakeClock, type Person } from '../test/support/chats.ts';
import { startLibsqlServer } from '../test/support/libsql-server.ts';
import { webhookSecret } from './chat.ts';
import { heading, note, type Row, table, target } from './report.ts';
import { modelAnswer, type Surroundings } from './surroundings.ts';

/** What one update cost. Of KV: all requests, and those for the thread of the conversation. */
interface Cost {
  readonly sql: number;
  readonly sqlUp: number;
  readonly kv: Traffic;
  readonly thread: Traffic;
  readonly calls: readonly string[];
}
type Act = (person: Person) => Promise<unknown>;
/** What is done, and what comes before it without being counted. */
type Step = readonly [name: string, act: Act, before?: Act];

const question = (turn: number) => `${turn}: how many naps does a baby of four months need?`;
const steps: readonly Step[] = [
  ['first log of a new chat', (person) => person.says('/sleep start')],
  ['/sleep end', (person) => person.says('/sleep end')],
  ['a log in words', (person) => person.says('she drank 120 ml')],
  ['/summary', (person) => person.says('/summary')],
  ['/last', (person) => person.says('/last')],
  ['undo by its button', (person) => person.taps(undoOf(person)), (person) => person.says('fed 90 ml')],
  ['/undo', (person) => person.says('/undo')],
  ['advice, turn 1', (person) => person.says(question(1))],
  ['advice, turn 10', (person) => person.says(question(10)), (person) => asks(person, 2, 9)],
  ['advice, turn 200', (person) => person.says(question(200)), (person) => asks(person, 11, 199)],
  ['/reset', (person) => person.says('/reset')],
];

export async function requests(around: Surroundings): Promise<void> {
  heading('Requests of one update');
  const server = await startLibsqlServer({ file: join(around.folder, 'requests.sqlite') });
  const database = await openDatabase(server.url);
  await migrate(database);
  database.close();
  const clock = createFakeClock(systemClock.now());
  const seen: Traffic[] = [];
  const env = readEnv({ ...around.settings('requests'), TURSO_DATABASE_URL: server.url });
  const app = await createApp(env, {
    clock,
    log: createLog('warn'),
    kv: (real) => counting(real, () => seen[seen.push(noTraffic()) - 1] ?? noTraffic()),
  });
  const door = (request: Request) => app.doors.telegram(request);
  const person = createChats({ door, secret: webhookSecret, api: around.botApi, clock }).private({
    language: 'en',
  });
  const costOf = async (act: Act): Promise<Cost> => {
    clock.set(clock.now() + MINUTE);
    const [sql, kv, calls] = [server.requests.length, seen.length, around.botApi.calls.length];
    await act(person);
    const asked = server.requests.slice(sql);
    return {
      sql: asked.length,
      sqlUp: asked.reduce((sum, body) => sum + Buffer.byteLength(body), 0),
      kv: sum(seen.slice(kv)),
      thread: sum(seen.slice(kv).filter(({ keys }) => [...keys].some((key) => key.startsWith('thread:')))),
      calls: around.botApi.calls.slice(calls).map(({ method }) => method),
    };
  };
  const costs = new Map<string, Cost>();
  for (const [name, act, before] of steps) {
    await before?.(person);
    costs.set(name, await costOf(act));
  }
  await app.close();
  await server.close();
  tell(costs);
}

async function asks(person: Person, first: number, last: number): Promise<void> {
  for (let turn = first; turn <= last; turn += 1) await person.says(question(turn));
}

function undoOf({ last }: Person): string {
  const button = last.buttons.find(({ data }) => data.startsWith('undo'));
  if (button === undefined) throw new Error('there is no button that undoes');
  return button.label;
}

function sum(all: readonly Traffic[]): Traffic {
  const total = noTraffic();
  for (const one of all) {
    total.requests += one.requests;
    total.commands += one.commands;
    total.bytesUp += one.bytesUp;
    total.bytesDown += one.bytesDown;
  }
  return total;
}

function tell(costs: ReadonlyMap<string, Cost>): void {
  const rows = [...costs].map(
    ([name, { sql, sqlUp, kv, thread, calls }]): Row => [
      ...[name, sql, sqlUp, kv.requests, thread.requests, thread.commands, thread.bytesUp, thread.bytesDown],
      calls.join(' '),
    ],
  );
  const thread = ['of thread', 'commands', 'bytes up', 'bytes down'];
  table(['', 'SQL', 'bytes up', 'KV', ...thread, 'Bot API'], rows);
  note('KV: one request finds the thread of the chat, the rest is of the thread');
  for (const name of ['/sleep end', 'a log in words']) {
    const cost = costs.get(name);
    target(`${name}: SQL requests`, cost?.sql ?? Number.NaN, 2);
    target(`${name}: KV requests`, cost?.kv.requests ?? Number.NaN, 1);
    target(`${name}: Bot API calls`, cost?.calls.length ?? Number.NaN, 1);
  }
  const [tenth, last] = [costs.get('advice, turn 10')?.thread, costs.get('advice, turn 200')?.thread];
  target('advice: KV requests of the thread', last?.requests ?? Number.NaN, 2);
  target('advice: KV commands of the thread', last?.commands ?? Number.NaN, 8);
  const said = [
    { role: 'user', text: question(200) },
    { role: 'assistant', text: modelAnswer },
  ];
  const most = 1_100 + 2 * Buffer.byteLength(JSON.stringify(said));
  target('advice: bytes up of the thread', last?.bytesUp ?? Number.NaN, most, ' B');
  target(
    'advice: bytes up at turn 200 over turn 10',
    (last?.bytesUp ?? 0) / (tenth?.bytesUp ?? 1),
    1.05,
    'x',
  );
}
