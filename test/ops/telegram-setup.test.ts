import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTelegramApi } from '../../src/channel/telegram/api.ts';
import { readEnv } from '../../src/env.ts';
import { languages } from '../../src/locale/languages.ts';
import {
  type BotProfile,
  main,
  setUpTelegram,
  type WebhookWish,
  wishOf,
} from '../../src/ops/telegram-setup.ts';
import { type BotApi, botToken, type Failure, startBotApi } from '../support/bot-api.ts';

const secret = 'secret_0123456789';
const set: WebhookWish = { type: 'set', host: 'https://babywise.example', secret };
let api: BotApi;

beforeEach(async () => {
  api = await startBotApi();
});
afterEach(() => api.close());

const profile: BotProfile = {
  menuFor: (language, scope) => [{ command: 'sleep', description: `${language} ${scope}` }],
  description: (language) => `description ${language}`,
  shortDescription: (language) => `short ${language}`,
};

async function run(webhook: WebhookWish, token = botToken) {
  const printed: string[] = [];
  const done = await setUpTelegram({
    api: createTelegramApi({ token, apiRoot: api.url }),
    webhook,
    profile,
    print: (line) => printed.push(line),
  });
  return { done, printed: printed.join('\n') };
}

describe('setting the bot up', () => {
  it('sets the webhook and keeps the updates that wait', async () => {
    const { done, printed } = await run(set);
    expect(done).toBe(true);
    expect(api.callsOf('setWebhook')).toEqual([
      {
        url: 'https://babywise.example/api/telegram',
        secret_token: secret,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
        max_connections: 40,
      },
    ]);
    expect(printed).toContain('Webhook: https://babywise.example/api/telegram, at most 40 connections.');
    expect(printed).toContain('@Babywise_Bot');
    expect(printed).toContain('/setprivacy');
    expect(printed).not.toContain(secret);
  });

  it('sets menus and descriptions for everybody and for each language', async () => {
    await run(set);
    const menus = api.callsOf('setMyCommands');
    expect(menus).toHaveLength(2 * (languages.length + 1));
    expect(menus.slice(0, 2)).toEqual([
      { commands: [{ command: 'sleep', description: 'en private' }], scope: { type: 'all_private_chats' } },
      { commands: [{ command: 'sleep', description: 'en groups' }], scope: { type: 'all_group_chats' } },
    ]);
    expect(menus).toContainEqual({
      commands: [{ command: 'sleep', description: 'he groups' }],
      scope: { type: 'all_group_chats' },
      language_code: 'he',
    });
    expect(api.callsOf('setMyDescription')).toContainEqual({
      description: 'description he',
      language_code: 'he',
    });
    expect(api.callsOf('setMyShortDescription')).toContainEqual({ short_description: 'short en' });
  });

  it('without an address leaves the webhook alone and says so', async () => {
    const { done, printed } = await run({ type: 'leave' });
    expect(done).toBe(true);
    expect(printed).toContain('left as it is');
    expect(api.calls.map((call) => call.method)).not.toContain('setWebhook');
    expect(api.callsOf('setMyCommands').length).toBeGreaterThan(0);
  });

  it('removes the webhook for polling, and no update with it', async () => {
    const { printed } = await run({ type: 'remove' });
    expect(printed).toContain('Webhook: removed');
    expect(api.callsOf('deleteWebhook')).toEqual([{}]);
  });
});

describe('the command line', () => {
  it.each<[string[], WebhookWish]>([
    [[], { type: 'leave' }],
    [['--no-webhook'], { type: 'remove' }],
    [['https://babywise.example'], set],
  ])('%j', (args, wish) => {
    expect(wishOf(args, secret)).toEqual(wish);
  });

  it.each([[['--webhook']], [['https://a.example', 'https://b.example']], [['--no-webhook', 'x']]])(
    '%j tells the usage',
    (args) => {
      expect(() => wishOf(args, secret)).toThrow(/Usage: npm run telegram:setup/);
    },
  );
});

describe('the whole command', () => {
  const settings = () => ({
    TELEGRAM_BOT_TOKEN: botToken,
    TELEGRAM_WEBHOOK_SECRET: 'x'.repeat(32),
    TELEGRAM_API_ROOT: api.url,
  });

  it('shows the words of each language, within the limits of Telegram', async () => {
    expect(await main([], readEnv(settings()), () => {})).toBe(0);
    const lengths = (method: string, field: string) =>
      api.callsOf(method).map((call) => String(call[field]).length);
    for (const [method, field, most] of [
      ['setMyDescription', 'description', 512],
      ['setMyShortDescription', 'short_description', 120],
    ] as const) {
      expect(Math.min(...lengths(method, field))).toBeGreaterThan(10);
      expect(Math.max(...lengths(method, field))).toBeLessThanOrEqual(most);
    }
    const menu = z.array(
      z.strictObject({ command: z.string().regex(/^[a-z]+$/), description: z.string().min(3).max(256) }),
    );
    for (const { commands } of api.callsOf('setMyCommands'))
      expect(menu.parse(commands).length).toBeGreaterThan(10);
    expect(new Set(api.callsOf('setMyDescription').map(({ description }) => description)).size).toBe(
      languages.length,
    );
  });

  it('needs a token', async () => {
    const printed: string[] = [];
    expect(await main([], readEnv({}), (line) => printed.push(line))).toBe(1);
    expect(printed.join()).toContain('BotFather');
  });
});

describe('what goes wrong', () => {
  it('a wrong token', async () => {
    const { done, printed } = await run(set, '7000001:wrong');
    expect(done).toBe(false);
    expect(printed).toBe(
      'getMe failed. Telegram refuses the token. Copy it again from BotFather into TELEGRAM_BOT_TOKEN.',
    );
  });

  it.each([
    ['http://babywise.example', secret, /must begin with https/],
    ['babywise.example', secret, /must begin with https/],
    ['https://babywise.example', undefined, /Set TELEGRAM_WEBHOOK_SECRET first/],
  ])('%s with the secret %j is not sent to Telegram', async (host, wrong, remedy) => {
    const { done, printed } = await run({ type: 'set', host, secret: wrong });
    expect(done).toBe(false);
    expect(printed).toMatch(remedy);
    expect(api.callsOf('setWebhook')).toEqual([]);
  });

  it.each<[string, Failure, RegExp]>([
    [
      'setWebhook',
      { type: 'refuse', status: 400, description: 'Bad Request: bad webhook' },
      /Telegram said: Bad Request/,
    ],
    ['setMyCommands', { type: 'too-many', retryAfter: 9 }, /again in 9 seconds/],
    ['setMyDescription', { type: 'refuse', status: 500, description: 'Internal' }, /problem of its own/],
    ['getMe', { type: 'drop' }, /could not be reached/],
  ])('%s fails', async (method, failure, remedy) => {
    api.fail(method, failure);
    const { done, printed } = await run(set);
    expect(done).toBe(false);
    expect(printed.split('\n').at(-1)).toMatch(remedy);
    expect(printed.split('\n').at(-1)).toContain(`${method} failed.`);
  });
});
