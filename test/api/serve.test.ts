import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/base/log.ts';
import { type Server, serve } from '../../src/ops/serve.ts';

const lines: string[] = [];
let server: Server;

const start = () =>
  serve({
    port: 0,
    host: '127.0.0.1',
    log: createLog('debug', (line) => lines.push(line)),
    doors: new URL('../fixtures/doors/', import.meta.url),
  });

beforeAll(async () => {
  server = await start();
});
afterAll(() => server.close());

describe('serve', () => {
  it('hands the request to the door and its answer back', async () => {
    const response = await fetch(`${server.url}/api/echo?q=1`, {
      method: 'POST',
      headers: { 'x-test': 'yes' },
      body: 'sleep \u{1F37C}',
    });
    expect([response.status, response.headers.get('x-door')]).toEqual([201, 'echo']);
    expect(await response.json()).toEqual({
      url: 'http://localhost/api/echo?q=1',
      header: 'yes',
      body: 'sleep \u{1F37C}',
    });
  });

  it('gives the body in every form', async () => {
    const body = '{"a":"\u05d0"}';
    const response = await fetch(`${server.url}/api/echo`, { method: 'PUT', body });
    expect(await response.json()).toEqual([10, 10, body, { a: '\u05d0' }]);
  });

  it('hands on what is asked', async () => {
    expect(await (await fetch(`${server.url}/api/echo?q=hub`)).text()).toBe('hub');
  });

  it.each(['/', '/api', '/api/none', '/api/../src/app', '/api/echo.ts', '/api/%2e%2e/env', '//api/echo'])(
    '%s is 404',
    async (path) => {
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
    },
  );

  it('a method without a door is 405 and told which there are', async () => {
    const response = await fetch(`${server.url}/api/echo`, { method: 'PATCH', body: 'x' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').toSorted()).toEqual(['GET', 'POST', 'PUT']);
  });

  it('a body over 4 MB is 413', async () => {
    const response = await fetch(`${server.url}/api/echo`, { method: 'POST', body: 'x'.repeat(4_000_001) });
    expect(response.status).toBe(413);
  });

  it('a failing door is 500 and logged', async () => {
    expect((await fetch(`${server.url}/api/broken`)).status).toBe(500);
    expect(lines.filter((line) => line.includes('serve.failed'))).toHaveLength(1);
  });

  it('tells that its port is taken', async () => {
    const port = Number(new URL(server.url).port);
    const log = createLog('silent');
    await expect(serve({ port, host: '127.0.0.1', log })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes', async () => {
    const other = await start();
    await fetch(`${other.url}/api/echo`);
    await other.close();
    await expect(fetch(`${other.url}/api/echo`)).rejects.toThrow();
  });
});
