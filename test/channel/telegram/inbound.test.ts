import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/base/log.ts';
import type { InboundMessage } from '../../../src/channel/port.ts';
import { botIdOf, createBotName, createTelegramApi } from '../../../src/channel/telegram/api.ts';
import { createInbound, type Inbound } from '../../../src/channel/telegram/inbound.ts';
import { replies, updates } from '../../fixtures/telegram/updates.ts';
import { type BotApi, botToken, startBotApi } from '../../support/bot-api.ts';
import { createFakeClock } from '../../support/chats.ts';

let api: BotApi;
let inbound: Inbound;
const lines: string[] = [];

beforeAll(async () => {
  api = await startBotApi();
});
afterAll(() => api.close());
beforeEach(() => {
  lines.length = 0;
  inbound = createInbound({
    botId: botIdOf(botToken),
    botName: createBotName(createTelegramApi({ token: botToken, apiRoot: api.url })),
    clock: createFakeClock(1_800_000_000_000),
    log: createLog('debug', (line) => lines.push(line)),
  });
});

const privateChat = { channel: 'telegram', chat: '81' };
const groupChat = { channel: 'telegram', chat: '-1001234567890' };
const text = (words: string) => ({ type: 'text', text: words, edited: false });

async function read(update: unknown): Promise<InboundMessage> {
  const message = await inbound(update);
  if (message === null || message === 'foreign') throw new Error('not a message');
  return message;
}

describe('a message', () => {
  it('keeps who, where, what and when', async () => {
    expect(await inbound(updates.privateText)).toEqual({
      updateKey: 'tg:7000001:1',
      address: privateChat,
      group: false,
      addressed: true,
      author: { id: '81', languageHint: 'he' },
      messageId: '11',
      sentAt: Date.UTC(2026, 2, 10, 19, 5),
      content: text('asleep since 7'),
    });
  });

  it('of a group is addressed to everybody', async () => {
    expect(await inbound(updates.groupText)).toMatchObject({
      address: groupChat,
      group: true,
      addressed: false,
    });
  });

  it('that was changed keeps the date it was first written', async () => {
    expect(await inbound(updates.edited)).toMatchObject({
      updateKey: 'tg:7000001:10',
      messageId: '11',
      sentAt: Date.UTC(2026, 2, 10, 19, 5),
      content: { type: 'text', text: 'asleep since 8', edited: true },
    });
  });

  it('of a topic keeps the topic, one of a mere thread of replies does not', async () => {
    expect((await read(updates.topic)).address).toEqual({ ...groupChat, topic: '44' });
    expect((await read(updates.replyThread)).address).toEqual(groupChat);
  });

  it('of an anonymous administrator has the group as its author', async () => {
    expect(await inbound(updates.anonymousAdmin)).toMatchObject({
      author: { id: '-1001234567890' },
      content: text('asleep since 7'),
    });
  });

  it.each([
    ['sticker', 'sticker'],
    ['voice', 'voice'],
    ['photo', 'picture'],
    ['animation', 'picture'],
    ['document', 'file'],
    ['location', 'other'],
  ] as const)('that is a %s is unreadable', async (name, what) => {
    expect((await read(updates[name])).content).toEqual({ type: 'unreadable', what });
  });

  it('has the words of a caption', async () => {
    expect((await read(updates.photoWithCaption)).content).toEqual(text('wet diaper at 5'));
  });

  it.each([
    'editedLocation',
    'inlineCallback',
    'channelPost',
    'channelForward',
    'asChannel',
    'otherBot',
    'joined',
    'blocked',
  ] as const)('is nothing for us: %s', async (name) => {
    expect(await inbound(updates[name])).toBeNull();
  });
});

describe('in a group', () => {
  it.each(['groupCommand', 'commandToUs'] as const)('%s is addressed', async (name) => {
    const { text: words } = updates[name].message;
    expect(await inbound(updates[name])).toMatchObject({ addressed: true, content: text(words) });
  });

  it('a command to another bot is not ours', async () => {
    expect(await inbound(updates.commandToAnother)).toBeNull();
  });

  it('a mention is addressed and left out of the words', async () => {
    expect(await inbound(updates.mention)).toMatchObject({
      addressed: true,
      content: text('asleep since 7'),
    });
    expect(await inbound(updates.mentionWithoutName)).toMatchObject({
      addressed: true,
      content: text('hey asleep'),
    });
  });

  it('a mention alone keeps its words', async () => {
    const alone = { ...updates.mention.message, text: '@Babywise_Bot' };
    expect(await inbound({ ...updates.mention, message: alone })).toMatchObject({
      addressed: true,
      content: text('@Babywise_Bot'),
    });
  });

  it('a mention of somebody else stays', async () => {
    expect(await inbound(updates.mentionOfAnother)).toMatchObject({
      addressed: false,
      content: text('@avi asleep since 7'),
    });
  });

  it('a reply to the bot is addressed, to a parent is not; both know what they answer', async () => {
    expect(await inbound(replies.toBot)).toMatchObject({ addressed: true, content: { replyTo: '20' } });
    expect(await inbound(replies.toParent)).toMatchObject({ addressed: false, content: { replyTo: '19' } });
  });

  it('being in a topic that the bot opened is no reply', async () => {
    const message = await read(replies.toTopicOfBot);
    expect(message).toMatchObject({ addressed: false, address: { topic: '44' } });
    expect(message.content).not.toHaveProperty('replyTo');
  });
});

describe('a press of a button', () => {
  it('is dated by the clock', async () => {
    expect(await inbound(updates.callback)).toEqual({
      updateKey: 'tg:7000001:12',
      address: groupChat,
      group: true,
      addressed: true,
      author: { id: '81', languageHint: 'he' },
      sentAt: 1_800_000_000_000,
      content: { type: 'button', data: 'undo:7', callback: '4382', on: '31' },
    });
  });

  it('is read on a message that is too old to be shown', async () => {
    expect(await inbound(updates.callbackOnOldMessage)).toMatchObject({ address: privateChat, group: false });
  });
});

describe('the name of the bot', () => {
  it('is never asked for on the way of a plain update', async () => {
    const before = api.callsOf('getMe').length;
    for (const name of ['privateText', 'groupText', 'groupCommand', 'callback', 'topic', 'edited'] as const) {
      await inbound(updates[name]);
    }
    await inbound(replies.toBot);
    expect(api.callsOf('getMe').length).toBe(before);
  });

  it('is asked for once', async () => {
    const before = api.callsOf('getMe').length;
    await inbound(updates.commandToAnother);
    await inbound(updates.mention);
    expect(api.callsOf('getMe').length).toBe(before + 1);
  });

  it('is asked for again after a failure, which tells nothing of the request', async () => {
    api.fail('getMe', { type: 'drop' });
    const failure = await inbound(updates.commandToUs).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'channel.unavailable', message: 'Telegram getMe got no answer' });
    expect(JSON.stringify(failure)).not.toContain('test-token');
    expect(await inbound(updates.commandToUs)).toMatchObject({ addressed: true });
  });
});

describe('what is no message', () => {
  it.each([null, 7, 'text', [], {}, { update_id: 'seven' }, { message: updates.privateText.message }])(
    '%j is no update',
    async (body) => {
      expect(await inbound(body)).toBe('foreign');
    },
  );

  it('an update in an unknown shape is let go, and logged without its words', async () => {
    const strange = {
      update_id: 99,
      message: { ...updates.privateText.message, chat: { id: 'many', secret: 1 } },
    };
    expect(await inbound(strange)).toBeNull();
    expect(lines).toEqual(['{"level":"warn","event":"telegram.update.strange"}']);
  });
});
