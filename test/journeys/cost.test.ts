import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bot, startBot } from '../support/bot.ts';
import { botToken, startBotApi } from '../support/bot-api.ts';
import type { Person } from '../support/chats.ts';

describe('round trips of an update', () => {
  let bot: Bot;
  let dana: Person;

  beforeEach(async () => {
    bot = await startBot();
    bot.chats.at('2026-03-10T13:00', 'Europe/London');
    dana = bot.chats.private({ language: 'en' });
    await dana.says('wet diaper');
  });
  afterEach(() => bot.close());

  /** What one message costs. */
  async function cost(text: string) {
    Object.assign(bot.requests, { sql: 0, kv: 0, kvCommands: 0 });
    const calls = bot.api.calls.length;
    await dana.says(text);
    return { ...bot.requests, botApi: bot.api.calls.slice(calls).map(({ method }) => method) };
  }

  it.each([
    '/sleep start',
    'asleep since 12:30',
    '/feed left 10m',
    'bottle 120 ml and a wet diaper at 12',
    'woke up',
  ])('%s: a read and a write, one call, no KV', async (text) => {
    expect(await cost(text)).toEqual({ sql: 2, kv: 0, kvCommands: 0, botApi: ['sendMessage'] });
  });

  it('a new chat costs no more', async () => {
    dana = bot.chats.private({ language: 'en' });
    expect(await cost('/sleep start')).toEqual({ sql: 2, kv: 0, kvCommands: 0, botApi: ['sendMessage'] });
  });

  it('undo costs a read and a write, a summary one read more', async () => {
    expect(await cost('/undo')).toMatchObject({ sql: 2, kv: 0 });
    expect(await cost('/summary week')).toMatchObject({ sql: 3, kv: 0 });
  });

  it('a question asks KV once for the thread and twice for its memory', async () => {
    bot.model.onMessage(/.*/, { content: 'Three naps are common.' });
    await cost('How many naps does a 6 month old need?');
    const turn = await cost('And at 9 months, how many naps?');
    expect(turn).toMatchObject({ sql: 3, kv: 3 });
    expect(turn.kvCommands).toBeLessThanOrEqual(2 + 8);
    expect(turn.botApi.toSorted()).toEqual(['sendChatAction', 'sendMessage']);
  });
});

describe('a fresh process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cost-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('logs without getMe, and without loading LangChain, openai or the KV client', async () => {
    const api = await startBotApi();
    const record = join(folder, 'modules');
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const script = `
      import { registerHooks } from 'node:module';
      import { appendFileSync } from 'node:fs';
      registerHooks({ resolve(specifier, context, next) { const found = next(specifier, context); appendFileSync(${JSON.stringify(record)}, found.url + '\\n'); return found; } });
      const { POST } = await import(${JSON.stringify(join(root, 'api/telegram.ts'))});
      const update = { update_id: 1, message: { message_id: 1, date: Math.floor(Date.now() / 1000), chat: { id: 5, type: 'private', first_name: 'D' }, from: { id: 5, is_bot: false, first_name: 'D', language_code: 'en' }, text: '/sleep start', entities: [{ type: 'bot_command', offset: 0, length: 6 }] } };
      const response = await POST(new Request('http://localhost/api/telegram', { method: 'POST', headers: { 'x-telegram-bot-api-secret-token': process.env.TELEGRAM_WEBHOOK_SECRET }, body: JSON.stringify(update) }));
      process.exit(response.status === 200 ? 0 : 1);`;
    const status = await new Promise<number>((resolve) => {
      const child = execFile(
        process.execPath,
        ['--input-type=module', '-e', script],
        {
          env: {
            ...process.env,
            TELEGRAM_BOT_TOKEN: botToken,
            TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-the-webhook-for-tests-only',
            TELEGRAM_API_ROOT: api.url,
            TURSO_DATABASE_URL: `file:${join(folder, 'bot.sqlite')}`,
            DEFAULT_TIME_ZONE: 'Europe/London',
            OPENAI_API_KEY: 'unused',
            KV_REST_API_URL: 'http://127.0.0.1:9',
            KV_REST_API_TOKEN: 'unused',
          },
        },
        () => resolve(child.exitCode ?? -1),
      );
    });
    await api.close();
    expect(status).toBe(0);
    expect(api.calls.map(({ method }) => method)).toEqual(['sendMessage']);
    const loaded = readFileSync(record, 'utf8');
    expect(loaded).toContain('/node_modules/grammy/');
    for (const heavy of ['@langchain', 'openai', 'langsmith', '@vercel/kv', '@upstash', '@libsql'])
      expect(loaded).not.toContain(`/node_modules/${heavy}`);
  });
});
