// The development server for Vercel KV: the parts of the protocol that the driver's suite does not reach.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type KvServer, startKvServer } from '../../src/ops/kv-local/server.ts';

describe('the local KV server', () => {
  const token = 'token';
  const key = randomUUID();
  let server: KvServer;
  beforeAll(async () => {
    server = await startKvServer({ redisPort: inject('redisPort'), token, port: 0 });
  });
  afterAll(() => server.stop());

  const call = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json(), headers: response.headers };
  };

  it('runs one command', async () => {
    expect(await call('/', ['SET', key, 5])).toMatchObject({ status: 200, body: { result: 'OK' } });
    expect(await call(`/get/${key}`)).toMatchObject({ status: 200, body: { result: '5' } });
    expect(await call(`/set/${key}`, 'from the body')).toMatchObject({ body: { result: 'OK' } });
    expect(await call(`/get/${key}?_token=${token}`, undefined, { authorization: '' })).toMatchObject({
      body: { result: 'from the body' },
    });
  });

  it('answers refusals with 400 and in a pipeline in their place', async () => {
    expect(await call('/', ['NOSUCH'])).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('ERR') },
    });
    expect(
      await call('/pipeline', [
        ['SET', key, '1'],
        ['LPOP', key],
        ['INCR', key],
      ]),
    ).toMatchObject({
      status: 200,
      body: [{ result: 'OK' }, { error: expect.stringContaining('WRONGTYPE') }, { result: 2 }],
    });
  });

  it('runs a transaction whole or not at all', async () => {
    const done = await call('/multi-exec', [
      ['SET', key, '1'],
      ['INCR', key],
    ]);
    expect(done).toMatchObject({ status: 200, body: [{ result: 'OK' }, { result: 2 }] });
    expect((await call('/multi-exec', [['SET', key, '9'], ['NOSUCH']])).status).toBe(400);
    expect(await call('/', ['GET', key])).toMatchObject({ body: { result: '2' } });
  });

  it('encodes strings on demand, however deep, but not OK, numbers and nothing', async () => {
    const base64 = { 'upstash-encoding': 'base64' };
    await call('/pipeline', [
      ['DEL', key],
      ['RPUSH', key, '\u05d0', 'b'],
    ]);
    const { body } = await call(
      '/pipeline',
      [
        ['LRANGE', key, 0, -1],
        ['LLEN', key],
        ['GET', `${key}x`],
        ['SET', `${key}y`, 1],
      ],
      base64,
    );
    expect(body).toEqual([{ result: ['15A=', 'Yg=='] }, { result: 2 }, { result: null }, { result: 'OK' }]);
  });

  it('tells each answer a newer sync token', async () => {
    const tokens = [await call('/', ['PING']), await call('/', ['PING'])].map(({ headers }) =>
      Number(headers.get('upstash-sync-token')),
    );
    expect(tokens[1]).toBeGreaterThan(tokens[0] ?? Number.NaN);
  });

  it.each(['SUBSCRIBE', 'monitor', 'MULTI', 'SELECT', 'blpop'])(
    'refuses %s and stays usable',
    async (command) => {
      expect(await call('/', [command, '1'])).toMatchObject({
        status: 400,
        body: { error: expect.any(String) },
      });
      expect(await call('/pipeline', [[command, '1'], ['PING']])).toMatchObject({
        body: [{ error: expect.any(String) }, { result: 'PONG' }],
      });
      expect((await call('/multi-exec', [[command, '1']])).status).toBe(400);
      expect(await call('/', ['PING'])).toMatchObject({ body: { result: 'PONG' } });
    },
  );

  it('lets nobody in without the token', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer wrong', token]) {
      expect(await call('/', ['PING'], { authorization })).toMatchObject({
        status: 401,
        body: { error: 'Unauthorized' },
      });
    }
  });

  it.each(['', '{', '[]', '[[]]', '{"a":1}'])('refuses the body %j', async (body) => {
    for (const path of ['/', '/pipeline', '/multi-exec']) expect((await call(path, body)).status).toBe(400);
  });

  it('keeps values of many connections apart', async () => {
    const texts = Array.from({ length: 50 }, (_, at) => `${at}`.repeat(5_000));
    const answers = await Promise.all(texts.map((text) => call('/', ['ECHO', text])));
    expect(answers.map(({ body }) => body)).toEqual(texts.map((text) => ({ result: text })));
  });
});
