import { LLMock } from '@copilotkit/aimock';
import { MemorySaver } from '@langchain/langgraph';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAdvisor } from '../../src/advice/advisor.ts';
import { memoryLength } from '../../src/advice/state.ts';
import { AppError } from '../../src/base/errors.ts';
import { createLog } from '../../src/base/log.ts';
import type { AdviceRequest } from '../../src/conversation/ports.ts';
import { createOpenAiModel } from '../../src/model/openai.ts';

const mock = new LLMock({ port: 0 });
const noted: string[] = [];
const log = createLog('debug', (line) => noted.push(line));
beforeAll(() => mock.start());
afterAll(() => mock.stop());
afterEach(() => {
  mock.clearChaos().reset();
  noted.length = 0;
});

const model = (timeoutMs?: number) =>
  createOpenAiModel({
    apiKey: 'a key',
    baseUrl: `${mock.url}/v1`,
    model: 'a model',
    log,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
const advisor = (saver = new MemorySaver(), timeoutMs?: number) =>
  createAdvisor({ model: model(timeoutMs), saver: async () => saver, log });

const day = Date.UTC(2026, 2, 10, 12);
const ask = (text: string, more: Partial<AdviceRequest> = {}): AdviceRequest => ({
  text,
  language: 'en',
  thread: 'a thread',
  now: day,
  zone: 'Europe/London',
  baby: { ageDays: null, sex: null },
  diary: [],
  ...more,
});
const body = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });
const sent = (at: number) => body.parse(mock.getRequests().at(at)?.body).messages;
const prompt = (at: number) => sent(at).find(({ role }) => role === 'system')?.content ?? '';

describe('a conversation', () => {
  it('is answered, remembered, and goes on after a restart', async () => {
    mock.onMessage(/45 minutes/, { content: 'Try a dark room. How old is the baby?' });
    mock.onMessage(/4 months/, { content: 'At that age **short naps** are common.' });
    mock.onMessage(/feed/, { content: 'Offer one after the nap.' });
    const saver = new MemorySaver();

    expect(await advisor(saver).answer(ask('why does she nap only 45 minutes?'))).toEqual({
      outcome: 'answered',
      text: 'Try a dark room. How old is the baby?',
      domain: 'sleep',
      remembered: true,
    });
    // A new advisor is what a restart leaves; the subject stays with the one before.
    const second = await advisor(saver).answer(ask('she is 4 months old', { now: day + 60_000 }));
    expect(second).toMatchObject({ text: 'At that age short naps are common.', domain: 'sleep' });
    expect(
      sent(-1)
        .slice(1)
        .map(({ content }) => content),
    ).toEqual([
      'why does she nap only 45 minutes?',
      'Try a dark room. How old is the baby?',
      'she is 4 months old',
    ]);
    expect(prompt(-1)).toContain('"babyAgeDays":122');

    // Two days later the age that was told has grown.
    await advisor(saver).answer(ask('and when do I feed her?', { now: day + 60_000 + 2 * 86_400_000 }));
    expect(prompt(-1)).toContain('"babyAgeDays":124');
    expect(prompt(-1)).toContain('This question is about feeding');
  });

  it('is another one in another thread, and none without a thread', async () => {
    mock.onMessage(/./, { content: 'An answer.' });
    const talk = advisor();
    await talk.answer(ask('a first question about naps'));
    await talk.answer(ask('a second question about naps', { thread: 'another thread' }));
    expect(sent(-1)).toHaveLength(2);
    expect(await talk.answer(ask('a third question', { thread: null }))).toMatchObject({ remembered: false });
    expect(sent(-1)).toHaveLength(2);
  });

  it('keeps a bounded part of a long one', async () => {
    mock.onMessage(/./, { content: 'An answer.' });
    const talk = advisor();
    for (let turn = 0; turn < memoryLength; turn += 1) await talk.answer(ask(`question ${turn}`));
    expect(sent(-1)).toHaveLength(1 + memoryLength + 1);
  });

  it('gives the model the prompt of the language, and the diary as figures', async () => {
    mock.onMessage(/./, { content: '\u05ea\u05e9\u05d5\u05d1\u05d4.' });
    await advisor().answer(
      ask('\u05db\u05de\u05d4 \u05ea\u05e0\u05d5\u05de\u05d5\u05ea?', {
        language: 'he',
        baby: { ageDays: 95, sex: 'male' },
      }),
    );
    expect(prompt(-1)).toMatch(/[\u05d0-\u05ea]{3}/);
    expect(prompt(-1)).toContain('"babyAgeDays":95,"babySex":"male"');
  });
});

describe('a danger that shows only with what was told before', () => {
  it('ends the turn before the model is asked', async () => {
    mock.onMessage(/./, { content: 'An answer.' });
    const talk = advisor();
    await talk.answer(ask('she is 3 weeks old, how long should she nap?'));
    expect(await talk.answer(ask('temp 38.3', { baby: { ageDays: 400, sex: null } }))).toEqual({
      outcome: 'emergency',
      flags: [{ id: 'RF-F1', level: 'E' }],
    });
    expect(mock.getRequests()).toHaveLength(1);
  });
});

describe('when the model fails', () => {
  const failed = async (setUp: () => void, timeoutMs?: number) => {
    setUp();
    return advisor(new MemorySaver(), timeoutMs).answer(ask('naps?'));
  };
  const chaos = (config: object) => () => {
    mock.onMessage(/./, { content: 'An answer.' });
    mock.setChaos(config);
  };

  it('says so: too many requests', async () => {
    const refuse = () =>
      mock.onMessage(/./, { error: { message: 'slow down', type: 'rate_limit' }, status: 429 });
    expect(await failed(refuse)).toEqual({ outcome: 'unavailable', reason: 'busy' });
  });

  it('says so: an answer that cannot be read', async () => {
    expect(await failed(chaos({ malformedRate: 1 }))).toEqual({ outcome: 'unavailable', reason: 'garbled' });
  });

  it('says so: an empty answer', async () => {
    expect(await failed(() => mock.onMessage(/./, { content: '  ' }))).toEqual({
      outcome: 'unavailable',
      reason: 'garbled',
    });
  });

  it('says so: a line that drops', async () => {
    expect(await failed(chaos({ disconnectRate: 1 }))).toEqual({ outcome: 'unavailable', reason: 'slow' });
  });

  it('says so: silence', async () => {
    expect(await failed(chaos({ latencyMs: 20_000 }), 50)).toEqual({
      outcome: 'unavailable',
      reason: 'slow',
    });
  });

  it('logs codes and no words', async () => {
    await failed(chaos({ disconnectRate: 1 }));
    expect(noted.join()).toContain('model.unavailable');
    expect(noted.join()).not.toMatch(/naps\?|a key/);
  });

  it('the next question is answered, and the failed one not remembered', async () => {
    mock.nextRequestError(400);
    mock.onMessage(/./, { content: 'An answer.' });
    const talk = advisor();
    expect(await talk.answer(ask('the first'))).toMatchObject({ outcome: 'unavailable' });
    expect(await talk.answer(ask('the second'))).toMatchObject({ outcome: 'answered', remembered: true });
    expect(sent(-1)).toHaveLength(2);
  });

  it('is not asked where none is configured', async () => {
    const talk = createAdvisor({ model: null, saver: async () => new MemorySaver(), log });
    expect(await talk.answer(ask('naps?'))).toEqual({ outcome: 'unavailable', reason: 'absent' });
  });
});

describe('when memory fails', () => {
  class Away extends MemorySaver {
    override getTuple = async () => {
      throw new AppError('kv.unavailable', 'the store is away');
    };
  }
  class Full extends MemorySaver {
    override put = async () => {
      throw new AppError('kv.unavailable', 'the store is full');
    };
  }

  it('the answer comes all the same: a store that cannot be opened', async () => {
    mock.onMessage(/./, { content: 'An answer.' });
    const saver = () => Promise.reject(new AppError('kv.unavailable', 'the store is away'));
    const talk = createAdvisor({ model: model(), saver, log });
    expect(await talk.answer(ask('naps?'))).toMatchObject({ outcome: 'answered', remembered: false });
  });

  it.each([
    ['a store that cannot be read', new Away()],
    ['a store that cannot be written', new Full()],
  ])('the answer comes all the same: %s', async (_, saver) => {
    mock.onMessage(/./, { content: 'An answer.' });
    expect(await advisor(saver).answer(ask('naps?'))).toEqual({
      outcome: 'answered',
      text: 'An answer.',
      domain: 'sleep',
      remembered: false,
    });
    expect(mock.getRequests()).toHaveLength(1);
  });
});
