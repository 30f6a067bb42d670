// What a conversation costs the key-value store, what is remembered of it, and what happens when the store loses
// some of it.
import { randomUUID } from 'node:crypto';
import { HumanMessage } from '@langchain/core/messages';
import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, codeOf } from '../../src/base/errors.ts';
import { createCheckpointer } from '../../src/storage/checkpointer/saver.ts';
import { answer, ask, config, graphOn, question, WINDOW } from './checkpointer.graph.ts';
import { type KvUnderTest, kvDrivers } from './kv.drivers.ts';
import { counting, noTraffic, type Traffic } from './kv.wrappers.ts';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

describe.each(Object.entries(kvDrivers))('a conversation on %s', (_name, start) => {
  let store: KvUnderTest;
  let traffic: Traffic;
  let thread: string;
  const instance = () => graphOn(createCheckpointer(counting(store.kv, () => traffic)));
  beforeAll(async () => {
    store = await start();
  });
  afterAll(() => store.stop());
  beforeEach(() => {
    traffic = noTraffic();
    thread = randomUUID();
  });

  it('costs the same small traffic at turn 10 and at turn 200', { timeout: 60_000 }, async () => {
    const graph = instance();
    const turns: Traffic[] = [];
    for (let turn = 1; turn <= 200; turn += 1) {
      traffic = noTraffic();
      await graph.invoke(ask(turn), config(thread));
      turns.push(traffic);
    }
    const allowed = 1100 + 2 * Buffer.byteLength(JSON.stringify([question(1), answer(1)]));
    expect(turns.map(({ requests }) => requests)).toEqual(turns.map(() => 2));
    expect(Math.max(...turns.map(({ commands }) => commands))).toBeLessThanOrEqual(8);
    expect(Math.max(...turns.map(({ bytesUp }) => bytesUp))).toBeLessThanOrEqual(allowed);
    expect(turns[199]?.bytesUp).toBeLessThanOrEqual(1.05 * (turns[9]?.bytesUp ?? 0));
    expect(turns[199]?.bytesDown).toBeLessThanOrEqual(12_000);
    expect(turns[199]?.ops).toEqual(['range', 'append', 'trim', 'expire']);
    expect(turns[199]?.keys).toEqual(new Set([`thread:${thread}`]));
  });

  it('gives every key a life of 30 days, and renews it at each turn', async () => {
    const graph = instance();
    await graph.invoke(ask(1), config(thread));
    const keys = [...traffic.keys];
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(await store.lifeOf(key)).toBeCloseTo(MONTH_SECONDS, -1);
    await store.kv.run([{ op: 'expire', key: `thread:${thread}`, ttlSeconds: 5 }]);
    await graph.invoke(ask(2), config(thread));
    expect(await store.lifeOf(`thread:${thread}`)).toBeCloseTo(MONTH_SECONDS, -1);
  });

  it('remembers the window of messages after a restart, whoever wrote the turns', async () => {
    for (let turn = 1; turn <= 30; turn += 1) await instance().invoke(ask(turn), config(thread));
    const { values } = await instance().getState(config(thread));
    const expected = Array.from({ length: WINDOW / 2 }, (_, at) => [
      question(21 + at),
      answer(21 + at),
    ]).flat();
    expect(values).toEqual({
      messages: expected,
      context: { ageDays: 120 },
      domain: 'sleep',
      metadata: { asked: 30 },
      language: 'en',
    });
  });

  it('keeps all of an array that is never trimmed', async () => {
    const saver = createCheckpointer(store.kv);
    let at: Parameters<typeof saver.put>[0] = config(thread);
    const numbers: number[] = [];
    for (let turn = 1; turn <= 150; turn += 1) {
      numbers.push(10_000 + turn);
      at = await saver.put(at, checkpointOf(turn, numbers), meta, { numbers: turn });
    }
    expect((await createCheckpointer(store.kv).get(config(thread)))?.channel_values).toEqual({ numbers });
    const [entries] = await store.kv.run([{ op: 'range', key: `thread:${thread}`, from: 0, to: -1 }]);
    expect(entries.length).toBeLessThanOrEqual(64);
  });

  it('writes an array that changed in the middle whole, and reads it back so', async () => {
    const saver = createCheckpointer(store.kv);
    const before = Array.from({ length: 60 }, (_, at) => 10_000 + at);
    const after = before.with(30, 7);
    const at = await saver.put(config(thread), checkpointOf(1, before), meta, { numbers: 1 });
    await saver.put(at, checkpointOf(2, after), meta, { numbers: 2 });
    expect((await createCheckpointer(store.kv).get(config(thread)))?.channel_values).toEqual({
      numbers: after,
    });
    expect((await createCheckpointer(store.kv).get(at))?.channel_values).toEqual({ numbers: before });
  });

  it('keeps one of two turns at once whole', async () => {
    for (let turn = 1; turn <= 15; turn += 1) await instance().invoke(ask(turn), config(thread));
    await Promise.all([16, 17].map((turn) => instance().invoke(ask(turn), config(thread))));
    const { values } = await instance().getState(config(thread));
    const last = values.metadata.asked;
    expect([16, 17]).toContain(last);
    expect(values.messages).toHaveLength(WINDOW);
    expect(values.messages.slice(-4)).toEqual([question(15), answer(15), question(last), answer(last)]);
  });

  it('finds no conversation where its beginning was lost, rather than a part of one', async () => {
    for (let turn = 1; turn <= 15; turn += 1) await instance().invoke(ask(turn), config(thread));
    await store.kv.run([{ op: 'trim', key: `thread:${thread}`, from: -1, to: -1 }]);
    expect((await instance().getState(config(thread))).values).toEqual({});
  });

  it('takes a spoiled entry for one that is not there', async () => {
    await instance().invoke(ask(1), config(thread));
    await store.kv.run([{ op: 'append', key: `thread:${thread}`, values: ['spoiled', 'AAAA', ''] }]);
    expect((await instance().getState(config(thread))).values.messages).toEqual([question(1), answer(1)]);
  });

  it('forgets a thread in one request without looking for its keys', async () => {
    await instance().invoke(ask(1), config(thread));
    traffic = noTraffic();
    await createCheckpointer(counting(store.kv, () => traffic)).deleteThread(thread);
    expect(traffic.requests).toBe(1);
    expect(new Set(traffic.ops)).toEqual(new Set(['delete']));
    expect((await instance().getState(config(thread))).values).toEqual({});
  });

  it.each(['exit', 'async', 'sync'] as const)(
    'goes on after an interruption elsewhere: %s',
    async (durability) => {
      const shape = Annotation.Root({
        said: Annotation<string[], string>({ reducer: (a, b) => [...a, b], default: () => [] }),
      });
      const waiting = () =>
        new StateGraph(shape)
          .addNode('first', () => ({ said: 'first' }))
          .addNode('wait', () => ({ said: String(interrupt('which?')) }))
          .addNode('last', () => ({ said: 'last' }))
          .addEdge(START, 'first')
          .addEdge('first', 'wait')
          .addEdge('wait', 'last')
          .addEdge('last', END)
          .compile({ checkpointer: createCheckpointer(store.kv) });
      const options = { ...config(thread), durability };
      await waiting().invoke({ said: 'start' }, options);
      expect((await waiting().getState(options)).next).toEqual(['wait']);
      const result = await waiting().invoke(new Command({ resume: 'this one' }), options);
      expect(result.said).toEqual(['start', 'first', 'this one', 'last']);
    },
  );

  it('serves a graph that keeps every step', { timeout: 60_000 }, async () => {
    const options = { ...config(thread), durability: 'sync' as const };
    for (let turn = 1; turn <= 30; turn += 1) await instance().invoke(ask(turn), options);
    const { values } = await instance().getState(config(thread));
    expect(values.messages).toHaveLength(WINDOW);
    expect(values.messages.slice(0, 2)).toEqual([question(21), answer(21)]);
  });

  it('keeps the conversation when many tasks write at once', async () => {
    const graph = instance();
    for (let turn = 1; turn <= 15; turn += 1) await graph.invoke(ask(turn), config(thread));
    const saver = createCheckpointer(store.kv);
    const found = await saver.getTuple(config(thread));
    if (!found) expect.unreachable('the conversation is there');
    const tasks = Array.from({ length: 30 }, (_, at) => `task ${String(at).padStart(2, '0')}`);
    await Promise.all(tasks.map((task) => saver.putWrites(found.config, [['domain', task]], task)));
    const after = await createCheckpointer(store.kv).getTuple(config(thread));
    expect(after?.checkpoint).toEqual(found.checkpoint);
    expect(after?.pendingWrites).toEqual(tasks.map((task) => [task, 'domain', task]));
  });

  it('goes on after a turn whose write failed', async () => {
    const broken = new Set<string>();
    const kv = counting(store.kv, () => {
      if (broken.size > 0) throw new AppError('kv.unavailable', 'broken');
      return traffic;
    });
    const saver = createCheckpointer(kv);
    const at = await saver.put(config(thread), checkpointOf(1, [1]), meta, { numbers: 1 });
    broken.add('now');
    expect(await saver.put(at, checkpointOf(2, [1, 2]), meta, { numbers: 2 }).catch(codeOf)).toBe(
      'kv.unavailable',
    );
    expect(await graphOn(saver).invoke(ask(1), config(thread)).catch(codeOf)).toBe('kv.unavailable');
    broken.clear();
    await saver.put(at, checkpointOf(3, [1, 3]), meta, { numbers: 3 });
    expect((await createCheckpointer(store.kv).get(config(thread)))?.channel_values).toEqual({
      numbers: [1, 3],
    });
  });

  it('writes a checkpoint whole when its parent was lost', async () => {
    const saver = createCheckpointer(store.kv);
    const at = await saver.put(config(thread), checkpointOf(1, [1]), meta, { numbers: 1 });
    await store.kv.run([{ op: 'delete', key: `thread:${thread}` }]);
    await createCheckpointer(store.kv).put(at, checkpointOf(2, [1]), meta, {});
    expect((await saver.get(config(thread)))?.channel_values).toEqual({ numbers: [1] });
  });

  it('keeps messages that are classes as such', async () => {
    const saver = createCheckpointer(store.kv);
    const messages = Array.from({ length: 4 }, (_, at) => new HumanMessage(`message ${at}`));
    const at = await saver.put(config(thread), checkpointOf(1, messages.slice(0, 3)), meta, { numbers: 1 });
    await saver.put(at, checkpointOf(2, messages.slice(1)), meta, { numbers: 2 });
    const found = (await createCheckpointer(store.kv).get(config(thread)))?.channel_values;
    expect(found).toEqual({ numbers: messages.slice(1) });
  });
});

const meta = { source: 'loop', step: 0, parents: {} } as const;

function checkpointOf(turn: number, numbers: readonly unknown[]) {
  const channel_values = { numbers: [...numbers] };
  return { ...emptyCheckpoint(), id: uuid6(turn), channel_values, channel_versions: { numbers: turn } };
}
