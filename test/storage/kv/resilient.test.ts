// The breaker before a key-value store, over a store the test breaks and mends, with time the test moves.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, codeOf } from '../../../src/base/errors.ts';
import { createLog } from '../../../src/base/log.ts';
import { createKv } from '../../../src/storage/kv/driver.ts';
import { createResilientKv } from '../../../src/storage/kv/resilient.ts';

describe('a resilient kv', () => {
  let broken: boolean;
  let calls: number;
  let states: string[];
  const store = createKv(async () => {
    calls += 1;
    if (broken) throw new AppError('kv.unavailable', 'broken');
    return ['value'];
  });
  const start = () =>
    createResilientKv(
      store,
      createLog('debug', (line) => states.push(JSON.parse(line).state)),
    );
  const get = [{ op: 'get', key: 'k' }] as const;
  const failing = async (kv: ReturnType<typeof start>, times: number) => {
    const codes: unknown[] = [];
    for (let time = 0; time < times; time += 1) codes.push(await kv.run(get).catch(codeOf));
    expect(codes).toEqual(codes.map(() => 'kv.unavailable'));
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    broken = true;
    calls = 0;
    states = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hands calls through', async () => {
    broken = false;
    expect(await start().run(get)).toEqual(['value']);
    expect(states).toEqual([]);
  });

  it('leaves the store alone after five failures in a row, and says so once', async () => {
    const kv = start();
    await failing(kv, 12);
    expect(calls).toBe(5);
    expect(states).toEqual(['open']);
  });

  it('counts failures in a row only', async () => {
    const kv = start();
    await failing(kv, 4);
    broken = false;
    await kv.run(get);
    broken = true;
    await failing(kv, 4);
    expect(calls).toBe(9);
    expect(states).toEqual([]);
  });

  it('tries one call after ten seconds and goes back to work when it succeeds', async () => {
    const kv = start();
    await failing(kv, 5);
    vi.advanceTimersByTime(9_999);
    await failing(kv, 1);
    expect(calls).toBe(5);
    vi.advanceTimersByTime(1);
    broken = false;
    expect(await kv.run(get)).toEqual(['value']);
    expect(await kv.run(get)).toEqual(['value']);
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('opens again when the call that tries fails', async () => {
    const kv = start();
    await failing(kv, 5);
    vi.advanceTimersByTime(10_000);
    await failing(kv, 3);
    expect(calls).toBe(6);
    expect(states).toEqual(['open', 'half-open', 'open']);
  });
});
