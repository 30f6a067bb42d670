// The REST driver against far ends that misbehave: how often it tries, and what it says when it gives up.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { codeOf } from '../../../src/base/errors.ts';
import { startKvServer } from '../../../src/ops/kv-local/server.ts';
import { createVercelKv, RETRIES } from '../../../src/storage/kv/vercel-kv.ts';

const token = 'a-token-nobody-may-see';
const secretValue = 'words of a parent';
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function farEnd(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function failureOf(url: string, timeoutMs = 10_000): Promise<unknown> {
  const kv = createVercelKv({ url, token, timeoutMs });
  return kv.run([{ op: 'set', key: 'k', value: secretValue }]).then(
    () => expect.unreachable('the call went through'),
    (error: unknown) => error,
  );
}

function expectUnavailable(error: unknown) {
  expect(codeOf(error)).toBe('kv.unavailable');
  expect(inspect(error, { depth: 10 })).not.toContain(token);
  expect(inspect(error, { depth: 10 })).not.toContain(secretValue);
}

describe('the REST driver', () => {
  it('sends the commands of a run in one request', async () => {
    const bodies: string[] = [];
    const url = await farEnd(async (request, response) => {
      bodies.push((await request.toArray()).join(''));
      response.end('[{"result":"OK"},{"result":["1","2"]},{"result":1},{"result":7}]');
    });
    const kv = createVercelKv({ url, token });
    const answers = await kv.run([
      { op: 'set', key: 'k', value: '00123', ttlSeconds: 60, ifAbsent: true },
      { op: 'range', key: 'l', from: -2, to: -1 },
      { op: 'expire', key: 'l', ttlSeconds: 5 },
      { op: 'append', key: 'l', values: ['a', '{"b":1}'] },
    ]);
    expect(answers).toEqual([true, ['1', '2'], undefined, 7]);
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      [
        ['set', 'k', '00123', 'nx', 'ex', 60],
        ['lrange', 'l', -2, -1],
        ['expire', 'l', 5],
        ['rpush', 'l', 'a', '{"b":1}'],
      ],
    ]);
  });

  it('tries a few times where the connection breaks, then gives up', async () => {
    let attempts = 0;
    const url = await farEnd((request) => {
      attempts += 1;
      request.socket.destroy();
    });
    expectUnavailable(await failureOf(url));
    expect(attempts).toBe(1 + RETRIES);
  });

  it('gets through when a later attempt does', async () => {
    let attempts = 0;
    const url = await farEnd((request, response) => {
      attempts += 1;
      if (attempts <= RETRIES) request.socket.destroy();
      else response.end('[{"result":"here"}]');
    });
    expect(await createVercelKv({ url, token, timeoutMs: 10_000 }).run([{ op: 'get', key: 'k' }])).toEqual([
      'here',
    ]);
  });

  it('gives up on a server that never answers, without another attempt', async () => {
    let attempts = 0;
    const url = await farEnd(() => {
      attempts += 1;
    });
    expectUnavailable(await failureOf(url, 50));
    expect(attempts).toBe(1);
  });

  it('gives up where nothing listens', async () => {
    const url = await farEnd(() => undefined);
    for (const stop of stops.splice(0)) await stop();
    expectUnavailable(await failureOf(url));
  });

  it.each([
    ['a failing server', 500, '{"error":"ERR internal"}'],
    ['an error page', 502, '<html>Bad gateway</html>'],
    ['an answer that is no JSON', 200, 'hello'],
    ['an answer of another shape', 200, '{"result":"OK"}'],
    ['too few answers', 200, '[]'],
    ['an answer of the wrong kind', 200, '[{"result":5}]'],
    ['a refused command', 200, '[{"error":"WRONGTYPE of words of a parent"}]'],
  ])('takes %s for an unavailable store, at once', async (_what, status, body) => {
    let attempts = 0;
    const url = await farEnd((_request, response) => {
      attempts += 1;
      response.writeHead(status).end(body);
    });
    expectUnavailable(await failureOf(url));
    expect(attempts).toBe(1);
  });

  it('takes a wrong token for an unavailable store', async () => {
    const server = await startKvServer({ redisPort: inject('redisPort'), token: 'another', port: 0 });
    stops.push(() => server.stop());
    expectUnavailable(await failureOf(server.url));
  });
});
