// The embedded driver's own side: what lies in its tables, and what it says when they fail.
import { beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../../src/base/errors.ts';
import { openLocal } from '../../../src/storage/database/local.ts';
import type { Database } from '../../../src/storage/database/port.ts';
import { createEmbeddedKv, kvTables } from '../../../src/storage/kv/embedded.ts';
import type { Kv } from '../../../src/storage/kv/port.ts';

describe('the embedded kv', () => {
  let client: Database;
  let kv: Kv;
  let now: number;
  beforeEach(async () => {
    now = 1_700_000_000_000;
    client = openLocal(':memory:');
    await client.batch([...kvTables], 'write');
    kv = createEmbeddedKv(client, { now: () => now });
  });
  const rows = async () => {
    const sql = 'SELECT (SELECT count(*) FROM kv_values) AS a, (SELECT count(*) FROM kv_lists) AS b';
    return Object.values((await client.execute(sql)).rows[0] ?? {});
  };

  it('removes what has expired with the next write, whatever that writes', async () => {
    await kv.run([
      { op: 'set', key: 'a', value: '1', ttlSeconds: 10 },
      { op: 'append', key: 'b', values: ['1', '2'] },
      { op: 'expire', key: 'b', ttlSeconds: 10 },
    ]);
    now += 10_000;
    await kv.run([{ op: 'get', key: 'a' }]);
    expect(await rows()).toEqual([1, 2]);
    await kv.run([{ op: 'set', key: 'c', value: '3' }]);
    expect(await rows()).toEqual([1, 0]);
  });

  it.each(['kv_values', 'kv_lists'])('finds the expired of %s by their index', async (table) => {
    const plan = await client.execute(`EXPLAIN QUERY PLAN DELETE FROM ${table} WHERE expires_at <= 5`);
    expect(String(plan.rows[0]?.['detail'])).toMatch(new RegExp(`SEARCH .* INDEX ${table}_expiry`));
  });

  it('is unavailable where the tables are missing, and does nothing of a run that fails', async () => {
    await kv.run([{ op: 'set', key: 'a', value: 'before' }]);
    await client.execute('DROP TABLE kv_lists');
    const failing = kv.run([
      { op: 'set', key: 'a', value: 'after' },
      { op: 'append', key: 'b', values: ['1'] },
    ]);
    expect(await failing.catch(codeOf)).toBe('kv.unavailable');
    expect(await kv.run([{ op: 'get', key: 'a' }])).toEqual(['before']);
  });
});
