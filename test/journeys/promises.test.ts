import { describe, expect, it } from 'vitest';
import { useBot } from '../support/bot.ts';

const journey = useBot();
const { start } = journey;

describe('once means once', () => {
  it('a repeated update has no second effect and no second answer', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('bottle 120 ml');
    for (let time = 0; time < 3; time += 1) expect((await chats.redeliver()).status).toBe(200);
    await Promise.all([chats.redeliver(), chats.redeliver()]);
    expect(dana.replies).toHaveLength(1);
    await dana.says('/summary');
    expect(dana.last.text).toContain('Feeds: 1 · 120 ml');
  });

  it('also when the process was restarted in between', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('bottle 120 ml');
    await journey.bot.restart();
    expect((await chats.redeliver()).status).toBe(200);
    expect(dana.replies).toHaveLength(1);
  });
});

describe('acknowledged means durable', () => {
  it('with the database away nothing is said, and Telegram is asked to come again', async () => {
    const chats = await start({ expectErrors: ['telegram.update.failed', 'delivery.marks-lost'] });
    const dana = chats.private({ language: 'en' });
    journey.bot.breakDatabase(true);
    await expect(dana.says('bottle 120 ml')).rejects.toThrow('503');
    const again = await chats.redeliver();
    expect(again.status).toBe(503);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(dana.replies).toEqual([]);
    journey.bot.breakDatabase(false);
    expect((await chats.redeliver()).status).toBe(200);
    expect(dana.last.text).toContain('120 ml');
  });

  it('an answer Telegram did not take is sent again when the update comes again', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    journey.bot.api.fail('sendMessage', { type: 'too-many', retryAfter: 7 });
    await expect(dana.says('bottle 120 ml')).rejects.toThrow('503');
    expect((await chats.redeliver()).status).toBe(200);
    expect(dana.replies.map(({ text }) => text)).toEqual(['🍼 Feed at 13:00: 120 ml.']);
    await dana.says('/summary');
    expect(dana.last.text).toContain('Feeds: 1 ');
  });

  it('an answer that was lost with its process is sent when the update comes again', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    journey.bot.api.fail('sendMessage', { type: 'drop' });
    await expect(dana.says('bottle 120 ml')).rejects.toThrow('503');
    await journey.bot.restart();
    expect((await chats.redeliver()).status).toBe(503);
    chats.at('2026-03-10T13:01', 'Europe/London');
    expect((await chats.redeliver()).status).toBe(200);
    expect(dana.replies).toHaveLength(1);
  });

  it('a surprise in one message does not block the chat', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    journey.bot.api.fail('sendMessage', {
      type: 'refuse',
      status: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
    await dana.says('bottle 120 ml');
    await dana.says('/summary');
    expect(dana.last.text).toContain('120 ml');
  });
});

describe('KV may be lost', () => {
  it('every log is stored and answered, and questions are answered without memory', async () => {
    const chats = await start();
    journey.bot.model.onMessage(/.*/, { content: 'Most babies of this age nap three times a day.' });
    const dana = chats.private({ language: 'en' });
    await journey.bot.kv.stop();
    await dana.says('asleep since 12:30');
    await dana.says('awake');
    expect(dana.last.text).toContain('Slept 30 mins');
    await dana.says('How many naps does a 6 month old need?');
    expect(dana.last.text).toContain('Most babies of this age nap three times a day.');
    expect(dana.last.text).toContain('(I cannot remember our earlier messages right now.)');
    await dana.says('/summary');
    expect(dana.last.text).toContain('Sleep: once, 30 mins');
  });
});

describe('one family never sees another', () => {
  it('not by commands, answers or forged buttons', async () => {
    const chats = await start();
    const [dana, eve] = [chats.private({ language: 'en' }), chats.private({ language: 'en' })];
    await dana.says('bottle 120 ml');
    const stolen = dana.last.buttons.find(({ label }) => label === 'Undo');
    await eve.says('wet diaper');
    await chats.post({
      update_id: 990_000,
      callback_query: {
        id: '1',
        from: eve.user,
        chat_instance: 'x',
        data: stolen?.data,
        message: {
          message_id: 1,
          date: Math.floor(journey.bot.clock.now() / 1000),
          chat: { id: eve.chat, type: 'private', first_name: 'Eve' },
          text: 'x',
        },
      },
    } as { update_id: number });
    expect(eve.last.text).toBe('There is nothing of yours to take back.');
    await eve.says('/last');
    expect(eve.last.text).toContain('No feed logged yet.');
    await dana.says('/last');
    expect(dana.last.text).toContain('120 ml');
  });
});

describe('nothing a parent wrote is logged', () => {
  it('neither in good days nor in bad ones', async () => {
    const chats = await start({
      expectErrors: ['telegram.update.failed', 'delivery.marks-lost', 'advice.failed'],
    });
    const dana = chats.private({ language: 'en', name: 'Canary-Name' });
    journey.bot.breakDatabase(true);
    await dana.says('bottle 121 ml canarytext').catch(() => undefined);
    journey.bot.breakDatabase(false);
    await dana.says('does canarytext hurt babies?');
    const logs = JSON.stringify(journey.bot.logged);
    expect(journey.bot.logged.length).toBeGreaterThan(0);
    for (const secret of ['canarytext', 'Canary-Name', 'test-token', 'a-secret-of-the-webhook', 'test-key'])
      expect(logs).not.toContain(secret);
  });
});
