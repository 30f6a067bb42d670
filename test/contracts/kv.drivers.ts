// The drivers every promise of a Kv is tested on, each over a store of its own and a clock the test moves.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { connectToRedis } from '../../src/ops/kv-local/resp.ts';
import { startKvServer } from '../../src/ops/kv-local/server.ts';
import { openLocal } from '../../src/storage/database/local.ts';
import { createEmbeddedKv, kvTables } from '../../src/storage/kv/embedded.ts';
import type { Kv } from '../../src/storage/kv/port.ts';
import { createVercelKv } from '../../src/storage/kv/vercel-kv.ts';

export interface KvUnderTest {
  readonly kv: Kv;
  /** A key no other test uses. */
  fresh(): string;
  /** Lets the lives of keys run out by moving time, never by waiting. */
  pass(seconds: number, keys: readonly string[]): Promise<void>;
  /** Seconds a key still lives, or null when it has no end. */
  lifeOf(key: string): Promise<number | null>;
  stop(): Promise<void>;
}

const fresh = () => `test:${randomUUID()}`;

async function embedded(path: string, stop: () => Promise<void>): Promise<KvUnderTest> {
  let now = 1_700_000_000_000;
  const client = openLocal(path);
  await client.batch([...kvTables], 'write');
  return {
    kv: createEmbeddedKv(client, { now: () => now }),
    fresh,
    async pass(seconds) {
      now += seconds * 1000;
    },
    async lifeOf(key) {
      const sql = `SELECT max(expires_at) AS at FROM (SELECT key, expires_at FROM kv_values UNION ALL
        SELECT key, expires_at FROM kv_lists) WHERE key = ?`;
      const at = (await client.execute({ sql, args: [key] })).rows[0]?.['at'];
      return typeof at === 'number' ? (at - now) / 1000 : null;
    },
    async stop() {
      client.close();
      await stop();
    },
  };
}

async function remote(): Promise<KvUnderTest> {
  const token = randomUUID();
  const redisPort = inject('redisPort');
  const server = await startKvServer({ redisPort, token, port: 0 });
  const redis = await connectToRedis('127.0.0.1', redisPort);
  const lifeOf = async (key: string) => {
    const [seconds] = await redis.send([['TTL', key]]);
    return typeof seconds === 'number' && seconds >= 0 ? seconds : null;
  };
  return {
    kv: createVercelKv({ url: server.url, token, timeoutMs: 10_000 }),
    fresh,
    /** Redis has its own clock: a key whose life ends within the time is made to end now. */
    async pass(seconds, keys) {
      for (const key of keys) {
        const life = await lifeOf(key);
        if (life !== null && life <= seconds) await redis.send([['PEXPIRE', key, '0']]);
      }
    },
    lifeOf,
    async stop() {
      redis.close();
      await server.stop();
    },
  };
}

export const kvDrivers: Readonly<Record<string, () => Promise<KvUnderTest>>> = {
  'embedded in a file': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kv-'));
    return embedded(join(folder, 'kv.db'), () => rm(folder, { recursive: true }));
  },
  'embedded in memory': () => embedded(':memory:', async () => undefined),
  'Vercel KV in front of Redis': remote,
};
