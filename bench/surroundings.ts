// The far ends every part talks to: Telegram, the key-value store in front of a real Redis, a remote database and a
// model that answers at once; and the settings that lead a bot to them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { startRedis } from '../src/ops/kv-local/redis.ts';
import { startKvServer } from '../src/ops/kv-local/server.ts';
import { type BotApi, botToken, startBotApi } from '../test/support/bot-api.ts';
import { webhookSecret } from './chat.ts';
import type { Settings } from './subject.ts';

/** What the model says to everything. */
export const modelAnswer = 'Many babies of this age nap three times a day. How old is yours?';
const KV_TOKEN = 'kv-token-of-the-bench';

export interface Surroundings {
  readonly botApi: BotApi;
  readonly folder: string;
  /** Settings of a bot with a diary of its own in `<name>.sqlite`; `disk`: a folder on another disk. */
  settings(name: string, disk?: string): Settings;
  close(): Promise<void>;
}

export async function createSurroundings(): Promise<Surroundings> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const folders = [folder];
  const elsewhere = (disk: string) => {
    const made = mkdtempSync(join(disk, 'bench-'));
    folders.push(made);
    return made;
  };
  const redis = await startRedis();
  const kv = await startKvServer({ redisPort: redis.port, token: KV_TOKEN, port: 0 });
  const botApi = await startBotApi();
  const model = new LLMock({ port: 0 });
  model.onMessage(/.*/, { content: modelAnswer });
  await model.start();
  return {
    botApi,
    folder,
    settings: (name, disk) => ({
      TELEGRAM_BOT_TOKEN: botToken,
      TELEGRAM_WEBHOOK_SECRET: webhookSecret,
      TELEGRAM_API_ROOT: botApi.url,
      KV_REST_API_URL: kv.url,
      KV_REST_API_TOKEN: KV_TOKEN,
      TURSO_DATABASE_URL: `file:${join(disk === undefined ? folder : elsewhere(disk), `${name}.sqlite`)}`,
      OPENAI_API_KEY: 'key-of-the-bench',
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'bench-model',
      DEFAULT_TIME_ZONE: 'Europe/London',
      LOG_LEVEL: 'warn',
    }),
    async close() {
      await Promise.all([botApi.close(), kv.stop(), model.stop()]);
      await redis.stop();
      for (const each of folders) rmSync(each, { recursive: true, force: true });
    },
  };
}
