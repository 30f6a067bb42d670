import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/base/log.ts';
import type { Channel, Conversation, InboundMessage } from '../../../src/channel/port.ts';
import { createTelegramDoor, openTelegram } from '../../../src/channel/telegram/telegram.ts';
import { type BotApi, botToken, startBotApi } from '../../support/bot-api.ts';
import { type Chats, createChats, createFakeClock } from '../../support/chats.ts';

// The simulated parents, the door and the channel together, over a conversation that says back what reached it.

const secret = 'secret_0123456789';
const clock = createFakeClock();
const seen: InboundMessage[] = [];
let api: BotApi;
let chats: Chats;

function echo(channel: Channel): Conversation {
  return {
    async handle(message) {
      seen.push(message);
      const { content, address } = message;
      if (content.type === 'button') await channel.acknowledge(content.callback);
      const heard =
        content.type === 'text' ? content.text : content.type === 'button' ? content.data : content.what;
      await channel.send(address, {
        text: `heard ${heard}`,
        buttons: [[{ label: 'Undo', data: `undo:${heard}` }]],
      });
      return { outcome: 'handled' };
    },
  };
}

beforeAll(async () => {
  api = await startBotApi();
  const log = createLog('error');
  const { channel, inbound } = openTelegram({ token: botToken, apiRoot: api.url }, { clock, log });
  const door = createTelegramDoor({ conversation: echo(channel), inbound, secret, log });
  chats = createChats({ door, secret, api, clock });
});
afterAll(() => api.close());

const lastSeen = () => seen.at(-1);

describe('a parent in a private chat', () => {
  it('talks, taps and changes what was said', async () => {
    chats.at('2026-03-10T21:05', 'Asia/Jerusalem');
    const dana = chats.private({ language: 'he' });
    await dana.says('asleep at 7');
    expect(dana.last.text).toBe('heard asleep at 7');
    expect(lastSeen()).toMatchObject({
      sentAt: Date.UTC(2026, 2, 10, 19, 5),
      author: { id: String(dana.user.id), languageHint: 'he' },
      addressed: true,
    });
    await dana.taps('Undo');
    expect(dana.last.text).toBe('heard undo:asleep at 7');
    expect(api.callsOf('answerCallbackQuery')).toHaveLength(1);
    await dana.edits(-1, 'asleep at 8');
    expect(lastSeen()).toMatchObject({ messageId: '1', content: { text: 'asleep at 8', edited: true } });
    expect(dana.replies.map((reply) => reply.text)).toEqual([
      'heard asleep at 7',
      'heard undo:asleep at 7',
      'heard asleep at 8',
    ]);
  });

  it('is heard late with the time of writing', async () => {
    chats.at('2026-03-10T21:05', 'Asia/Jerusalem');
    await chats.private().says('asleep', { minutesLate: 60 });
    expect(lastSeen()?.sentAt).toBe(Date.UTC(2026, 2, 10, 18, 5));
  });

  it('sends what cannot be read, with words or without', async () => {
    const dana = chats.private();
    expect((await dana.sends('voice')).map((reply) => reply.text)).toEqual(['heard voice']);
    expect((await dana.sends('photo', 'wet')).map((reply) => reply.text)).toEqual(['heard wet']);
  });

  it('answers a message of the bot', async () => {
    const dana = chats.private();
    await dana.says('150 ml');
    await dana.says('no, 120', { replyTo: dana.last.messageId });
    expect(lastSeen()?.content).toMatchObject({ replyTo: String(dana.replies[0]?.messageId) });
  });

  it('has the same key when Telegram repeats itself', async () => {
    await chats.private().says('asleep');
    await chats.redeliver();
    expect(seen.at(-1)?.updateKey).toBe(seen.at(-2)?.updateKey);
  });
});

describe('parents in a group', () => {
  it('share a chat, and say when they mean the bot', async () => {
    const family = chats.group();
    const [dana, avi] = [family.member(), family.member({ language: 'en' })];
    await dana.says('asleep at 7', { topic: 44 });
    expect(dana.last).toMatchObject({ chat: family.chat, topic: 44 });
    expect(lastSeen()).toMatchObject({ group: true, addressed: false });
    await avi.taps('Undo');
    expect(lastSeen()).toMatchObject({ author: { id: String(avi.user.id) }, address: { topic: '44' } });
    await avi.says('@babywise_bot summary');
    expect(lastSeen()).toMatchObject({ addressed: true, content: { text: 'summary' } });
    expect(await avi.says('/sleep@another_bot')).toEqual([]);
    expect(avi.replies).toEqual(dana.replies);
  });
});
