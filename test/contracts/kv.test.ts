// The promises of the Kv port, kept by every driver.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kv } from '../../src/storage/kv/port.ts';
import { type KvUnderTest, kvDrivers } from './kv.drivers.ts';

const awkward = [
  '',
  '00123',
  '12345678901234567890',
  'OK',
  'null',
  'true',
  '{"a":[1,"b"]}',
  '"quoted"',
  'line one\nline two\r\n\tand a tab',
  '\u05e9\u05dc\u05d5\u05dd, \u05d4\u05d5\u05d0 \u05d9\u05e9\u05df \u05de-7:00 \ud83d\udc76\ud83c\udffd',
  "it's; DROP TABLE kv_values --",
  'x'.repeat(300_000),
];

describe.each(Object.entries(kvDrivers))('kv: %s', (_name, start) => {
  let store: KvUnderTest;
  let kv: Kv;
  beforeAll(async () => {
    store = await start();
    kv = store.kv;
  });
  afterAll(() => store.stop());

  describe('strings', () => {
    it('has nothing under a key that was never set', async () => {
      expect(await kv.run([{ op: 'get', key: store.fresh() }])).toEqual([null]);
    });

    it.each(awkward)('gives back %j as it was put', async (value) => {
      const key = store.fresh();
      expect(
        await kv.run([
          { op: 'set', key, value },
          { op: 'get', key },
        ]),
      ).toEqual([true, value]);
    });

    it('takes awkward keys', async () => {
      const key = `${store.fresh()}:100%:\u05d0'"/ ?`;
      await kv.run([{ op: 'set', key, value: 'here' }]);
      expect(
        await kv.run([
          { op: 'get', key },
          { op: 'get', key: `${key} ` },
        ]),
      ).toEqual(['here', null]);
    });

    it('replaces and deletes', async () => {
      const key = store.fresh();
      const answers = await kv.run([
        { op: 'set', key, value: 'a' },
        { op: 'set', key, value: 'b' },
        { op: 'get', key },
        { op: 'delete', key },
        { op: 'get', key },
        { op: 'delete', key },
      ]);
      expect(answers).toEqual([true, true, 'b', undefined, null, undefined]);
    });

    it('sets a key that must be absent only once', async () => {
      const key = store.fresh();
      const answers = await kv.run([
        { op: 'set', key, value: 'first', ifAbsent: true },
        { op: 'set', key, value: 'second', ifAbsent: true },
        { op: 'get', key },
      ]);
      expect(answers).toEqual([true, false, 'first']);
    });

    it('lets exactly one of many at once set an absent key, and all see the winner', async () => {
      const key = store.fresh();
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          kv.run([
            { op: 'set', key, value: `claim ${at}`, ifAbsent: true },
            { op: 'get', key },
          ]),
        ),
      );
      expect(claims.filter(([won]) => won)).toHaveLength(1);
      expect(new Set(claims.map(([, seen]) => seen)).size).toBe(1);
    });
  });

  describe('lists', () => {
    const letters = ['a', 'b', 'c', 'd', 'e'];
    const list = async (values: readonly string[] = letters) => {
      const key = store.fresh();
      await kv.run([{ op: 'append', key, values }]);
      return key;
    };

    it('has no elements under a key that was never appended to', async () => {
      expect(await kv.run([{ op: 'range', key: store.fresh(), from: 0, to: -1 }])).toEqual([[]]);
    });

    it('answers the new length and keeps the order', async () => {
      const key = store.fresh();
      const answers = await kv.run([
        { op: 'append', key, values: ['1', '2'] },
        { op: 'append', key, values: ['3'] },
        { op: 'range', key, from: 0, to: -1 },
      ]);
      expect(answers).toEqual([2, 3, ['1', '2', '3']]);
    });

    it('gives awkward elements back as they were put', async () => {
      const key = await list(awkward);
      expect(await kv.run([{ op: 'range', key, from: 0, to: -1 }])).toEqual([awkward]);
    });

    const ranges: readonly (readonly [number, number, string])[] = [
      [0, -1, 'abcde'],
      [1, 2, 'bc'],
      [-2, -1, 'de'],
      [-3, 3, 'cd'],
      [0, 0, 'a'],
      [3, 100, 'de'],
      [-100, 1, 'ab'],
      [-100, 100, 'abcde'],
      [4, 2, ''],
      [9, 12, ''],
      [0, -6, ''],
    ];
    it.each(ranges)('reads from %i to %i: %j', async (from, to, expected) => {
      expect(await kv.run([{ op: 'range', key: await list(), from, to }])).toEqual([[...expected]]);
    });

    it.each(ranges)(
      'trims from %i to %i: %j, and appends behind what is left',
      async (from, to, expected) => {
        const key = await list();
        const [, length, rest] = await kv.run([
          { op: 'trim', key, from, to },
          { op: 'append', key, values: ['z'] },
          { op: 'range', key, from: 0, to: -1 },
        ]);
        expect(rest).toEqual([...expected, 'z']);
        expect(length).toBe(rest.length);
      },
    );

    it('loses nothing of many appends at once and keeps each together', async () => {
      const key = store.fresh();
      const lengths = await Promise.all(
        Array.from({ length: 25 }, (_, at) => kv.run([{ op: 'append', key, values: [`${at}a`, `${at}b`] }])),
      );
      const [elements] = await kv.run([{ op: 'range', key, from: 0, to: -1 }]);
      expect(lengths.flat().toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 25 }, (_, at) => 2 * at + 2),
      );
      const pairs = Array.from({ length: 25 }, (_, at) => elements.slice(2 * at, 2 * at + 2).join());
      expect(pairs.toSorted()).toEqual(Array.from({ length: 25 }, (_, at) => `${at}a,${at}b`).toSorted());
    });

    it('deletes a list whole', async () => {
      const key = await list();
      const answers = await kv.run([
        { op: 'delete', key },
        { op: 'append', key, values: ['new'] },
      ]);
      expect(answers).toEqual([undefined, 1]);
    });
  });

  describe('lives', () => {
    it('forgets a string when its life is over, and may set it anew', async () => {
      const key = store.fresh();
      await kv.run([{ op: 'set', key, value: 'short', ttlSeconds: 60 }]);
      await store.pass(59, [key]);
      expect(await kv.run([{ op: 'get', key }])).toEqual(['short']);
      await store.pass(60, [key]);
      expect(await kv.run([{ op: 'get', key }])).toEqual([null]);
      expect(await kv.run([{ op: 'set', key, value: 'again', ifAbsent: true }])).toEqual([true]);
      expect(await store.lifeOf(key)).toBeNull();
    });

    it('forgets a list when its life is over, and starts it anew', async () => {
      const key = store.fresh();
      await kv.run([
        { op: 'append', key, values: ['a'] },
        { op: 'expire', key, ttlSeconds: 60 },
      ]);
      await store.pass(61, [key]);
      expect(await kv.run([{ op: 'range', key, from: 0, to: -1 }])).toEqual([[]]);
      expect(await kv.run([{ op: 'append', key, values: ['b'] }])).toEqual([1]);
      expect(await store.lifeOf(key)).toBeNull();
    });

    it('takes the life away when a string is set without one', async () => {
      const key = store.fresh();
      await kv.run([
        { op: 'set', key, value: 'a', ttlSeconds: 60 },
        { op: 'set', key, value: 'b' },
      ]);
      expect(await store.lifeOf(key)).toBeNull();
    });

    it('gives appended elements the life the list has', async () => {
      const key = store.fresh();
      await kv.run([
        { op: 'append', key, values: ['a'] },
        { op: 'expire', key, ttlSeconds: 1000 },
        { op: 'append', key, values: ['b'] },
      ]);
      expect(await store.lifeOf(key)).toBeCloseTo(1000, -1);
      await store.pass(1000, [key]);
      expect(await kv.run([{ op: 'range', key, from: 0, to: -1 }])).toEqual([[]]);
    });

    it('renews a life', async () => {
      const key = store.fresh();
      await kv.run([
        { op: 'set', key, value: 'a', ttlSeconds: 60 },
        { op: 'expire', key, ttlSeconds: 5000 },
      ]);
      expect(await store.lifeOf(key)).toBeCloseTo(5000, -1);
    });
  });

  it('answers nothing to no commands', async () => {
    expect(await kv.run([])).toEqual([]);
  });
});
