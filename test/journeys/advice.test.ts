import { describe, expect, it } from 'vitest';
import { useBot } from '../support/bot.ts';

const journey = useBot();
const { start } = journey;

/** What the model was shown, request by request. */
const prompts = () => journey.bot.model.getRequests().map((request) => JSON.stringify(request.body));

describe('a question', () => {
  it('is answered with the day in mind, and remembered after a restart', async () => {
    const chats = await start();
    journey.bot.model.onMessage(/naps/i, { content: 'At six months three naps are common.' });
    journey.bot.model.onMessage(/after that/i, {
      content: 'Between seven and nine months many babies drop one.',
    });
    const dana = chats.private({ language: 'en' });
    await dana.says('slept 9:30-10:15');
    await dana.says('How many naps does a 6 month old need?');
    expect(dana.last.text).toBe('At six months three naps are common.');
    await journey.bot.restart();
    await dana.says('And what comes after that?');
    expect(dana.last.text).toBe('Between seven and nine months many babies drop one.');
    const [first, second] = prompts();
    expect(first).toContain('sleepMinutes\\":45');
    expect(second).toContain('How many naps does a 6 month old need?');
    expect(second).toContain('At six months three naps are common.');
  });

  it('knows nothing of the conversation after /reset, and the diary stays', async () => {
    const chats = await start();
    journey.bot.model.onMessage(/.*/, { content: 'Three naps are common.' });
    const dana = chats.private({ language: 'en' });
    await dana.says('bottle 120 ml');
    await dana.says('How many naps does a 6 month old need?');
    await dana.says('/reset');
    expect(dana.last.text).toBe('I have forgotten our conversation. The diary is untouched.');
    await dana.says('What about night feeds, should I stop them?');
    expect(prompts().at(-1)).not.toContain('How many naps');
    await dana.says('/last');
    expect(dana.last.text).toContain('120 ml');
  });

  it('works the same on the embedded store', async () => {
    const chats = await start({ kv: 'embedded' });
    journey.bot.model.onMessage(/.*/, { content: 'Three naps are common.' });
    const dana = chats.private({ language: 'en' });
    await dana.says('How many naps does a 6 month old need?');
    await journey.bot.restart();
    await dana.says('Is that the same for twins?');
    expect(prompts().at(-1)).toContain('How many naps');
  });

  it('never carries what another chat said', async () => {
    const chats = await start();
    journey.bot.model.onMessage(/.*/, { content: 'Three naps are common.' });
    await chats.private({ language: 'en' }).says('How many naps does a 6 month old need?');
    await chats.private({ language: 'en' }).says('When do babies start to crawl?');
    expect(prompts().at(-1)).not.toContain('How many naps');
  });

  it.each([
    ['no model', { model: false }, [], 'this bot runs without a language model'],
    ['too many requests', { expectErrors: ['advice.failed'] }, [429], 'Too many questions at once'],
    ['a server that is down', { expectErrors: ['advice.failed'] }, [503], 'My answer did not come in time'],
  ] as const)('%s: an honest sentence, and the diary goes on', async (_name, options, [status], expected) => {
    const chats = await start(options);
    if (status !== undefined)
      journey.bot.model.onMessage(/.*/, { error: { message: 'no', type: 'error' }, status });
    const dana = chats.private({ language: 'en' });
    await dana.says('How many naps does a 6 month old need?');
    expect(dana.last.text).toContain(expected);
    await dana.says('bottle 120 ml');
    expect(dana.last.text).toContain('120 ml');
  });
});

describe('a red flag', () => {
  it('is answered with the local number before any model, in both languages', async () => {
    const chats = await start({ zone: 'Asia/Jerusalem' });
    const dana = chats.private({ language: 'en' });
    await dana.says('his lips are blue!!');
    expect(dana.last.text.split('\n')[0]).toBe(
      '🚨 Call 101 now, or go straight to the nearest emergency department.',
    );
    const noa = chats.private({ language: 'he' });
    await noa.says('הוא לא נושם');
    expect(noa.last.text.split('\n')[0]).toContain('101');
    expect(journey.bot.model.getRequests()).toEqual([]);
  });

  it('hidden in a log comes first, and the log is kept', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('vomited green then bottle 60 ml at 12:30');
    expect(dana.last.text).toContain('🍼 Feed at 12:30: 60 ml.');
    expect(dana.replies.at(-2)?.text).toContain('🚨 Call 999');
  });

  it('is answered before the time zone is known, and in a group that talks', async () => {
    const chats = await start({ zone: null });
    const dana = chats.group().member({ language: 'en' });
    await dana.says('she is not breathing');
    expect(dana.last.text).toContain('🚨 Call your local emergency number now');
  });

  it('asked as a question is not kept waiting by the model', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('why are his lips blue?');
    expect(dana.last.text).toContain('🚨 Call 999');
    expect(dana.replies).toHaveLength(1);
    expect(journey.bot.model.getRequests()).toEqual([]);
  });

  it('beside a log is answered at once, and the log waits for the time zone', async () => {
    const chats = await start({ zone: null });
    const dana = chats.private({ language: 'en' });
    chats.at('2026-03-10T13:00', 'Asia/Jerusalem');
    await dana.says('vomited green then bottle 60 ml at 12:30');
    expect(dana.replies[0]?.text).toContain('🚨 Call your local emergency number now');
    await dana.says('Tel Aviv');
    expect(dana.replies.some(({ text }) => text.includes('Feed at 12:30: 60 ml'))).toBe(true);
  });

  it('of the parent is met with a human line', async () => {
    const chats = await start({ zone: 'America/New_York' });
    const dana = chats.private({ language: 'en' });
    await dana.says("i don't want to live anymore");
    expect(dana.last.text).toContain('988');
  });
});
