import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/base/errors.ts';
import { createLog } from '../../../src/base/log.ts';
import type { Conversation, Handled, InboundMessage } from '../../../src/channel/port.ts';
import { createTelegramApi } from '../../../src/channel/telegram/api.ts';
import { createInbound } from '../../../src/channel/telegram/inbound.ts';
import { pollTelegram } from '../../../src/channel/telegram/polling.ts';
import { type BotApi, botToken, startBotApi } from '../../support/bot-api.ts';
import { createFakeClock } from '../../support/chats.ts';

let api: BotApi;
let stop: AbortController;
let lines: string[];
let pauses: number[];

beforeEach(async () => {
  api = await startBotApi();
  stop = new AbortController();
  lines = [];
  pauses = [];
});
afterEach(async () => {
  stop.abort();
  await api.close();
});

function say(update_id: number, chat: number, text: string): Update {
  const from = { id: chat, is_bot: false, first_name: 'Parent' };
  return {
    update_id,
    message: {
      message_id: update_id,
      date: 1_773_169_500,
      chat: { id: chat, type: 'private', first_name: 'Parent' },
      from,
      text,
    },
  };
}

const words = ({ content }: InboundMessage) => (content.type === 'text' ? content.text : content.type);

/** Polls the fake Bot API; a pause is over as soon as everything else has had its turn. */
function poll(handle: Conversation['handle'], token = botToken): Promise<void> {
  const log = createLog('debug', (line) => lines.push(line));
  return pollTelegram({
    api: createTelegramApi({ token, apiRoot: api.url }, 40),
    inbound: createInbound({
      botId: '7000001',
      botName: async () => 'babywise_bot',
      clock: createFakeClock(),
      log,
    }),
    conversation: { handle },
    log,
    signal: stop.signal,
    pause: async (ms) => {
      pauses.push(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  });
}

/** Resolves when everything queued is confirmed, which is when Telegram may forget it. */
const confirmed = () => expect.poll(() => api.unconfirmed, { interval: 2 }).toEqual([]);

const handled: Handled = { outcome: 'handled' };

describe('polling', () => {
  it('asks for the updates the bot reads, and drops none that wait', async () => {
    api.queue(say(1, 81, 'asleep'));
    const run = poll(async () => handled);
    await confirmed();
    stop.abort();
    await run;
    expect(api.callsOf('getUpdates')[0]).toEqual({
      timeout: 30,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    expect(api.callsOf('deleteWebhook')).toEqual([]);
  });

  it('handles the updates of a chat in order and once, over many rounds', async () => {
    const seen: string[] = [];
    const run = poll(async (message) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${message.address.chat} ${words(message)}`);
      return handled;
    });
    for (let id = 1; id <= 250; id += 1) api.queue(say(id, id % 2 === 0 ? 81 : 82, `${id}`));
    await confirmed();
    stop.abort();
    await run;
    const of = (chat: string) => seen.filter((line) => line.startsWith(chat));
    const numbers = Array.from({ length: 250 }, (_, index) => index + 1);
    expect(of('81')).toEqual(numbers.filter((id) => id % 2 === 0).map((id) => `81 ${id}`));
    expect(of('82')).toEqual(numbers.filter((id) => id % 2 === 1).map((id) => `82 ${id}`));
  });

  it('does not let a slow answer hold up another chat, nor confirms it too early', async () => {
    const slow = Promise.withResolvers<void>();
    const seen: string[] = [];
    const run = poll(async (message) => {
      if (words(message) === 'question') await slow.promise;
      seen.push(words(message));
      return handled;
    });
    api.queue(say(1, 81, 'question'), say(2, 81, 'after it'), say(3, 82, 'asleep'));
    await expect.poll(() => seen, { interval: 2 }).toEqual(['asleep']);
    api.queue(say(4, 82, 'awake'));
    await expect.poll(() => seen, { interval: 2 }).toEqual(['asleep', 'awake']);
    expect(api.unconfirmed).toEqual([1, 2, 3, 4]);
    slow.resolve();
    await confirmed();
    expect(seen).toEqual(['asleep', 'awake', 'question', 'after it']);
    stop.abort();
    await run;
  });

  it('tries again for as long as the store is down, and loses nothing', async () => {
    const seen: string[] = [];
    let down = 12;
    const run = poll(async (message) => {
      if (words(message) === 'one' && down > 0) {
        down -= 1;
        expect(api.unconfirmed).toContain(1);
        throw new AppError('storage.unavailable', 'the database does not answer');
      }
      seen.push(words(message));
      return handled;
    });
    api.queue(say(1, 81, 'one'), say(2, 81, 'two'));
    await confirmed();
    stop.abort();
    await run;
    expect(seen).toEqual(['one', 'two']);
    expect(pauses.filter((ms) => ms !== 300).slice(0, 7)).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  it('waits for a busy chat for as long as it says', async () => {
    const answers: Handled[] = [{ outcome: 'busy', retryAfterSeconds: 3 }, handled];
    const run = poll(async () => answers.shift() ?? handled);
    api.queue(say(1, 81, 'asleep'));
    await confirmed();
    stop.abort();
    await run;
    expect(answers).toEqual([]);
    expect(pauses).toContain(3000);
  });

  it('gives up an update that always surprises after three tries, and goes on', async () => {
    const seen: string[] = [];
    const run = poll(async (message) => {
      seen.push(words(message));
      if (words(message) === 'poison') throw new TypeError('poison of undefined');
      return handled;
    });
    api.queue(say(1, 81, 'poison'), say(2, 81, 'asleep'));
    await confirmed();
    stop.abort();
    await run;
    expect(seen).toEqual(['poison', 'poison', 'poison', 'asleep']);
    expect(lines.filter((line) => line.includes('telegram.update.failed'))).toHaveLength(3);
    expect(lines.join()).not.toContain('poison');
  });

  it('goes on after Telegram was unreachable or asked for patience', async () => {
    api.fail(
      'getUpdates',
      { type: 'drop' },
      { type: 'too-many', retryAfter: 1 },
      {
        type: 'refuse',
        status: 502,
        description: 'Bad Gateway',
      },
    );
    api.queue(say(1, 81, 'asleep'));
    const run = poll(async () => handled);
    await confirmed();
    stop.abort();
    await run;
    expect(pauses.filter((ms) => ms !== 300)).toEqual([1000, 2000, 4000]);
    expect(lines.join()).not.toContain('test-token');
  });

  it('ends while it waits for news, after what is being handled', async () => {
    const slow = Promise.withResolvers<void>();
    const seen: string[] = [];
    const run = poll(async (message) => {
      await slow.promise;
      seen.push(words(message));
      return handled;
    });
    api.queue(say(1, 81, 'asleep'));
    await expect.poll(() => api.callsOf('getUpdates').length, { interval: 2 }).toBeGreaterThan(1);
    stop.abort();
    slow.resolve();
    await run;
    expect(seen).toEqual(['asleep']);
  });

  it('ends at once when nothing happens', async () => {
    const run = poll(async () => handled);
    await expect.poll(() => api.callsOf('getUpdates').length, { interval: 2 }).toBe(1);
    stop.abort();
    expect(await run).toBeUndefined();
  });
});

describe('polling cannot go on', () => {
  it.each([
    [
      'a webhook',
      "Conflict: can't use getUpdates method while webhook is active",
      /telegram:setup -- --no-webhook/,
    ],
    ['another process', 'Conflict: terminated by other getUpdates request', /Another process is polling/],
  ])('with %s: says what to do', async (_name, description, remedy) => {
    api.fail('getUpdates', { type: 'refuse', status: 409, description });
    const run = poll(async () => handled);
    await expect(run).rejects.toThrow(remedy);
    await expect(run).rejects.toMatchObject({ code: 'config.invalid' });
  });

  it('with a wrong token: says where to get it', async () => {
    const run = poll(async () => handled, '7000001:wrong');
    await expect(run).rejects.toThrow(/BotFather/);
    await expect(run).rejects.not.toThrow(/wrong/);
  });
});
