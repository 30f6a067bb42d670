import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../src/base/log.ts';
import { createOpenAiModel } from '../../src/model/openai.ts';

const mock = new LLMock({ port: 0 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
afterEach(() => void mock.clearChaos().reset());

const model = (baseUrl = `${mock.url}/v1`, timeoutMs = 5_000) =>
  createOpenAiModel({ apiKey: 'a key', baseUrl, model: 'a model', log: createLog('silent'), timeoutMs });
const hello = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', text: 'Hello' },
] as const;

it('sends the conversation and answers with the text', async () => {
  mock.onMessage('Hello', { content: ' Good evening. ' });
  expect(await model().answer(hello)).toBe('Good evening.');
  expect(mock.getLastRequest()?.body).toMatchObject({
    model: 'a model',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello' },
    ],
  });
});

it('bounds the answer', async () => {
  mock.onMessage('Hello', { content: 'Good evening.' });
  await model().answer(hello);
  const body = mock.getLastRequest()?.body;
  expect(JSON.stringify(body)).toMatch(/"max_(completion_)?tokens":\d+/);
});

it('tries once more after a fault of the server', async () => {
  mock.nextRequestError(500);
  mock.onMessage('Hello', { content: 'Good evening.' });
  expect(await model().answer(hello)).toBe('Good evening.');
});

it.each([
  ['model.rate-limited', 429],
  ['model.unavailable', 401],
  ['model.unavailable', 503],
])('%s on %i', async (code, status) => {
  mock.onMessage('Hello', { error: { message: 'no', type: 'error' }, status });
  await expect(model().answer(hello)).rejects.toMatchObject({ name: 'AppError', code });
});

it('model.unavailable where nobody listens', async () => {
  await expect(model('http://127.0.0.1:9/v1').answer(hello)).rejects.toMatchObject({
    code: 'model.unavailable',
  });
});
