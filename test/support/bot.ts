// The whole bot for a journey: the real app and door, a fake Bot API and a fake model on the loopback, real
// Redis behind the KV protocol, a database file of its own, and a count of every request.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { afterEach, expect, inject } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createLog } from '../../src/base/log.ts';
import type { Zone } from '../../src/base/time.ts';
import { readEnv } from '../../src/env.ts';
import { type KvServer, startKvServer } from '../../src/ops/kv-local/server.ts';
import type { Database } from '../../src/storage/database/port.ts';
import type { Kv } from '../../src/storage/kv/port.ts';
import { type BotApi, botToken, startBotApi } from './bot-api.ts';
import { type Chats, createChats, createFakeClock, type FakeClock } from './chats.ts';

const secret = 'a-secret-of-the-webhook-for-tests-only';

/** Requests since the last reset, one for each round trip. */
export interface Requests {
  sql: number;
  kv: number;
  kvCommands: number;
}

export interface Bot {
  readonly chats: Chats;
  readonly api: BotApi;
  readonly clock: FakeClock;
  readonly model: LLMock;
  readonly requests: Requests;
  /** What the bot logged, a parsed line each. */
  readonly logged: readonly { level: string; event: string; code?: string }[];
  readonly kv: KvServer;
  /** Makes the database refuse everything, or stop refusing. */
  breakDatabase(broken: boolean): void;
  /** A new process on the same stores: nothing in memory survives. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface BotOptions {
  /** `null`: families are asked for it, as in production. */
  readonly zone?: Zone | null;
  readonly kv?: 'remote' | 'embedded';
  readonly model?: boolean;
  /** Errors the test provokes; any other error log fails it. */
  readonly expectErrors?: readonly string[];
}

export async function startBot({
  zone = 'Europe/London',
  kv = 'remote',
  model = true,
  expectErrors = [],
}: BotOptions = {}): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), 'bot-'));
  const [api, kvServer, llm] = await Promise.all([
    startBotApi(),
    startKvServer({ redisHost: '127.0.0.1', redisPort: inject('redisPort'), token: 'kv-token', port: 0 }),
    startModel(),
  ]);
  const clock = createFakeClock();
  const requests: Requests = { sql: 0, kv: 0, kvCommands: 0 };
  const logged: { level: string; event: string; code?: string }[] = [];
  let broken = false;
  const env = readEnv({
    TELEGRAM_BOT_TOKEN: botToken,
    TELEGRAM_WEBHOOK_SECRET: secret,
    TELEGRAM_API_ROOT: api.url,
    TURSO_DATABASE_URL: `file:${join(folder, 'bot.sqlite')}`,
    ...(zone === null ? {} : { DEFAULT_TIME_ZONE: zone }),
    ...(kv === 'remote' ? { KV_REST_API_URL: kvServer.url, KV_REST_API_TOKEN: 'kv-token' } : {}),
    ...(model
      ? { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: `${llm.url}/v1`, OPENAI_MODEL: 'test-model' }
      : {}),
  });
  const open = () =>
    createApp(env, {
      clock,
      log: createLog('debug', (line) => logged.push(JSON.parse(line))),
      database: (real) => countingDatabase(real, requests, () => broken),
      kv: (real) => countingKv(real, requests),
    });
  let app: App = await open();
  const chats = createChats({ door: (request) => app.doors.telegram(request), secret, api, clock });
  return {
    ...{ chats, api, clock, model: llm, requests, logged, kv: kvServer },
    breakDatabase(wanted) {
      broken = wanted;
    },
    async restart() {
      await app.close();
      app = await open();
    },
    async close() {
      broken = false;
      await app.close();
      await Promise.all([api.close(), kvServer.stop(), llm.stop()]);
      rmSync(folder, { recursive: true, force: true });
      expect(logged.filter(({ level, event }) => level === 'error' && !expectErrors.includes(event))).toEqual(
        [],
      );
    },
  };
}

async function startModel(): Promise<LLMock> {
  const llm = new LLMock({ port: 0 });
  await llm.start();
  return llm;
}

function countingDatabase(real: Database, requests: Requests, isBroken: () => boolean): Database {
  const count = () => {
    requests.sql += 1;
    if (isBroken()) throw new Error('the database is away');
  };
  return new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        if (name === 'execute' || name === 'batch') count();
        return Reflect.apply(value, target, args);
      };
    },
  });
}

function countingKv(real: Kv, requests: Requests): Kv {
  return {
    run(commands) {
      requests.kv += 1;
      requests.kvCommands += commands.length;
      return real.run(commands);
    },
  };
}

/** A bot for each test of a file, ended after it. The clock stands at 1 p.m. on 10 March 2026 where the family lives. */
export function useBot(): { readonly bot: Bot; start(options?: BotOptions): Promise<Chats> } {
  let running: Bot | undefined;
  const current = () => {
    if (running === undefined) throw new Error('the bot was not started');
    return running;
  };
  afterEach(async () => {
    await current().close();
    running = undefined;
  });
  return {
    get bot() {
      return current();
    },
    async start(options = {}) {
      running = await startBot(options);
      running.chats.at('2026-03-10T13:00', options.zone ?? 'Europe/London');
      return running.chats;
    },
  };
}
