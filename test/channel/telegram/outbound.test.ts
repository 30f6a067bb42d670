import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/base/log.ts';
import type { Channel, ChatAddress, SendResult } from '../../../src/channel/port.ts';
import { createTelegramApi } from '../../../src/channel/telegram/api.ts';
import { createTelegramChannel } from '../../../src/channel/telegram/outbound.ts';
import { type BotApi, botToken, type Failure, startBotApi } from '../../support/bot-api.ts';

const dana: ChatAddress = { channel: 'telegram', chat: '81' };
const lines: string[] = [];
const log = createLog('debug', (line) => lines.push(line));
let api: BotApi;
let channel: Channel;

beforeAll(async () => {
  api = await startBotApi();
  channel = createTelegramChannel({
    api: createTelegramApi({ token: botToken, apiRoot: `${api.url}/` }),
    log,
  });
});
afterAll(() => api.close());
beforeEach(() => {
  lines.length = 0;
});

describe('send', () => {
  it('sends plain text without previews, with buttons and into the topic', async () => {
    const result = await channel.send(
      { ...dana, topic: '44' },
      { text: 'Asleep <since> 7', buttons: [[{ label: 'Undo', data: 'undo:7' }]] },
    );
    expect(api.callsOf('sendMessage').at(-1)).toEqual({
      chat_id: 81,
      message_thread_id: 44,
      text: 'Asleep <since> 7',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: [[{ text: 'Undo', callback_data: 'undo:7' }]] },
    });
    expect(result).toEqual({ outcome: 'sent', messageId: String(api.sent.at(-1)?.messageId) });
  });

  it('sends a long text in parts, with the buttons below the last', async () => {
    const before = api.sent.length;
    const text = Array.from({ length: 300 }, (_, day) => `Day ${day}: slept 12 h 30 min`).join('\n');
    const result = await channel.send(dana, { text, buttons: [[{ label: 'Undo', data: 'u' }]] });
    const parts = api.sent.slice(before);
    expect(parts.map((part) => part.text).join('\n')).toBe(text);
    expect(parts.map((part) => part.buttons.length)).toEqual([0, 1]);
    expect(result).toEqual({ outcome: 'sent', messageId: String(parts.at(-1)?.messageId) });
  });

  it.each(['', 'x'.repeat(65)])('does not accept the data %j in a button', async (data) => {
    const before = api.calls.length;
    await expect(channel.send(dana, { text: 'a', buttons: [[{ label: 'b', data }]] })).rejects.toThrow(
      RangeError,
    );
    expect(api.calls.length).toBe(before);
  });

  it.each<[string, Failure, SendResult]>([
    ['asked to wait', { type: 'too-many', retryAfter: 17 }, { outcome: 'retry', afterSeconds: 17 }],
    [
      'a server error',
      { type: 'refuse', status: 502, description: 'Bad Gateway' },
      { outcome: 'retry', afterSeconds: 5 },
    ],
    ['a broken connection', { type: 'drop' }, { outcome: 'retry', afterSeconds: 5 }],
    [
      'blocked',
      { type: 'refuse', status: 403, description: 'Forbidden: bot was blocked by the user' },
      { outcome: 'gone' },
    ],
    [
      'no such chat',
      { type: 'refuse', status: 400, description: 'Bad Request: chat not found' },
      { outcome: 'gone' },
    ],
    ['a group that moved', { type: 'migrate', to: -1009 }, { outcome: 'moved', chat: '-1009' }],
  ])('%s is a result and no surprise', async (_name, failure, result) => {
    api.fail('sendMessage', failure);
    expect(await channel.send(dana, { text: 'Asleep since 7' })).toEqual(result);
    expect(lines).toEqual([]);
  });

  it.each<[number, SendResult]>([
    [400, { outcome: 'gone' }],
    [401, { outcome: 'retry', afterSeconds: 60 }],
  ])('a refusal with %i that we did not expect is logged by its status only', async (status, result) => {
    api.fail('sendMessage', { type: 'refuse', status, description: 'Bad Request: near "Asleep since 7"' });
    expect(await channel.send(dana, { text: 'Asleep since 7' })).toEqual(result);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`Telegram sendMessage was refused with ${status}`);
    expect(lines[0]).not.toMatch(/Asleep|test-token/);
  });

  it('stops at the part that failed', async () => {
    const before = api.sent.length;
    const hold: Failure = { type: 'delay', until: Promise.resolve() };
    api.fail('sendMessage', hold, { type: 'drop' });
    const result = await channel.send(dana, {
      text: `${'a'.repeat(4096)}${'b'.repeat(4096)}${'c'.repeat(9)}`,
    });
    expect(result).toEqual({ outcome: 'retry', afterSeconds: 5 });
    expect(api.sent.length).toBe(before + 1);
  });
});

describe('typing and acknowledge', () => {
  it('reach Telegram', async () => {
    await channel.typing({ ...dana, topic: '44' });
    await channel.acknowledge('4382');
    expect(api.calls.slice(-2)).toEqual([
      { method: 'sendChatAction', payload: { chat_id: 81, message_thread_id: 44, action: 'typing' } },
      { method: 'answerCallbackQuery', payload: { callback_query_id: '4382' } },
    ]);
  });

  it('never fail', async () => {
    api.fail('sendChatAction', { type: 'drop' });
    api.fail('answerCallbackQuery', {
      type: 'refuse',
      status: 400,
      description: 'Bad Request: query is too old',
    });
    expect(await channel.typing(dana)).toBeUndefined();
    expect(await channel.acknowledge('4382')).toBeUndefined();
  });
});
