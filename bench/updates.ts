// Part "updates": time and CPU of an update through the real door, beside a bare grammY webhook that sends one
// message through the same server to the same far end. Blocks take turns, so that what the machine does meanwhile
// falls on all alike.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { CHATS, createTexts, openWebhook, type Webhook } from './chat.ts';
import { heading, median, note, quantile, round, table, target } from './report.ts';
import { type Subject, startSubject } from './subject.ts';
import type { Surroundings } from './surroundings.ts';

/** A folder that is memory: a commit there waits for no disk. */
const memoryDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const BLOCKS = 25;
const WARM_UP = 1000;
const BLOCK = 100;

interface Lane {
  readonly name: string;
  readonly subject: Subject;
  readonly webhook: Webhook;
  readonly texts: readonly string[];
  readonly update: (text: string) => object;
  /** Updates so far: what is said goes on from block to block. */
  sent: number;
  /** Milliseconds of every update. */
  readonly times: number[];
  /** Medians and CPU of the blocks: ms, microseconds an update. */
  readonly medians: number[];
  readonly cpus: number[];
}

// A chat starts a sleep and ends it, so that each update writes; a feed said in words always writes.
const sleeps = ['/sleep start', '/sleep end'];
const feeds = ['she drank 120 ml', 'fed 90 ml'];

export async function updates(around: Surroundings, profile: boolean): Promise<void> {
  heading(
    'An update through the door, one at a time (KV: Redis over REST; diary: a file, synchronous = FULL)',
  );
  const profiling = profile ? ['--cpu-prof', '--cpu-prof-dir=.cache/profiles'] : [];
  const bot = await startSubject('bot', around.settings('updates'), profiling);
  const inMemory = await startSubject('bot', around.settings('updates', memoryDisk), []);
  const grammy = await startSubject('grammy', around.settings('none'), []);
  const http = await startSubject('grammy-http', around.settings('none'), []);
  const texts = new Map([bot, inMemory].map((subject) => [subject, createTexts()]));
  const lane = (name: string, subject: Subject, said: readonly string[]): Lane => ({
    ...{ name, subject, webhook: openWebhook(subject.url), texts: said },
    update: texts.get(subject) ?? createTexts(),
    ...{ sent: 0, times: [], medians: [], cpus: [] },
  });
  const reference = lane('grammY, one sendMessage, same server', grammy, sleeps);
  const lanes = [
    reference,
    lane("grammY, one sendMessage, its 'http' adapter", http, sleeps),
    lane('/sleep start, /sleep end', bot, sleeps),
    lane('a feed in words', bot, feeds),
    lane('/sleep start, /sleep end, without the disk', inMemory, sleeps),
    lane('a feed in words, without the disk', inMemory, feeds),
  ];
  for (const each of lanes) await post(each, WARM_UP);
  for (let block = 0; block < BLOCKS; block += 1) {
    for (let turn = 0; turn < lanes.length; turn += 1) await measure(lanes[(block + turn) % lanes.length]);
  }
  for (const { webhook } of lanes) webhook.close();
  await Promise.all([bot.stop(), inMemory.stop(), grammy.stop(), http.stop()]);
  tell(lanes, reference);
}

async function measure(lane: Lane | undefined): Promise<void> {
  if (lane === undefined) return;
  const before = await lane.subject.cpu();
  const times = await post(lane, BLOCK);
  lane.cpus.push(((await lane.subject.cpu()) - before) / BLOCK);
  lane.medians.push(median(times));
  lane.times.push(...times);
}

/** Every chat hears the same text before the next one is said. */
async function post(lane: Lane, count: number): Promise<number[]> {
  const times: number[] = [];
  for (const end = lane.sent + count; lane.sent < end; lane.sent += 1) {
    const body = lane.update(lane.texts[Math.floor(lane.sent / CHATS) % lane.texts.length] ?? '');
    const start = performance.now();
    await lane.webhook.post(body);
    times.push(performance.now() - start);
  }
  return times;
}

function tell(lanes: readonly Lane[], reference: Lane): void {
  const ratio = (of: readonly number[], to: readonly number[]) =>
    median(of.map((value, block) => value / (to[block] ?? value)));
  table(
    ['', 'p50 ms', 'p99 ms', 'CPU us', 'latency x', 'CPU x'],
    lanes.map(({ name, times, medians, cpus }) => [
      name,
      round(median(times)),
      round(quantile(times, 0.99)),
      round(median(cpus)),
      round(ratio(medians, reference.medians)),
      round(ratio(cpus, reference.cpus)),
    ]),
  );
  note(`${BLOCKS} interleaved blocks of ${BLOCK}; ratios are medians over blocks, to the first row`);
  note(`"without the disk": the diary in ${memoryDisk}, so that only the program is measured and no fsync`);
  for (const { name, medians, cpus } of lanes.slice(2)) {
    target(`latency of ${name} over grammY's`, ratio(medians, reference.medians), 2, 'x');
    target(`CPU of ${name} over grammY's`, ratio(cpus, reference.cpus), 2, 'x');
  }
}
