import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/base/errors.ts';
import { createLog } from '../../../src/base/log.ts';
import type { Handled, InboundMessage } from '../../../src/channel/port.ts';
import { createTelegramDoor } from '../../../src/channel/telegram/door.ts';
import { createInbound } from '../../../src/channel/telegram/inbound.ts';
import { updates } from '../../fixtures/telegram/updates.ts';
import { createFakeClock, webhookRequest } from '../../support/chats.ts';

const secret = 'a-secret-of-some-length_0123456789';
const lines: string[] = [];
const received: InboundMessage[] = [];
let next: () => Promise<Handled>;

const log = createLog('debug', (line) => lines.push(line));
const door = createTelegramDoor({
  secret,
  log,
  inbound: createInbound({
    botId: '7000001',
    botName: async () => 'babywise_bot',
    clock: createFakeClock(),
    log,
  }),
  conversation: {
    handle(message) {
      received.push(message);
      return next();
    },
  },
});

beforeEach(() => {
  lines.length = 0;
  received.length = 0;
  next = async () => ({ outcome: 'handled' });
});

/** A request with a valid secret and this very body. */
function withBody(body: string, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/api/telegram', {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': secret, ...headers },
    body,
  });
}

describe('the door', () => {
  it.each(Object.entries(updates))('answers 200 to %s', async (_name, update) => {
    expect((await door(webhookRequest(update, secret))).status).toBe(200);
    expect(lines).toEqual([]);
  });

  it('hands a message on and a channel post not', async () => {
    await door(webhookRequest(updates.privateText, secret));
    await door(webhookRequest(updates.channelPost, secret));
    expect(received.map((message) => message.updateKey)).toEqual(['tg:7000001:1']);
  });

  it.each<Handled['outcome']>(['repeated', 'ignored'])('answers 200 to what is %s', async (outcome) => {
    if (outcome === 'busy') throw new Error('busy is another case');
    next = async () => ({ outcome });
    expect((await door(webhookRequest(updates.command, secret))).status).toBe(200);
  });
});

describe('the secret', () => {
  it.each(['', 'a', secret.slice(0, -1), `${secret}x`, secret.toUpperCase(), 'x'.repeat(secret.length)])(
    '%j is refused before the body is looked at',
    async (wrong) => {
      const request = webhookRequest(updates.privateText, wrong);
      expect((await door(request)).status).toBe(401);
      expect(request.bodyUsed).toBe(false);
      expect(received).toEqual([]);
    },
  );

  it('is missed', async () => {
    const request = new Request('http://localhost/', {
      method: 'POST',
      body: JSON.stringify(updates.privateText),
    });
    expect((await door(request)).status).toBe(401);
  });

  it('must be set', () => {
    const make = () =>
      createTelegramDoor({
        secret: '',
        log,
        inbound: async () => null,
        conversation: { handle: async () => ({ outcome: 'handled' }) },
      });
    expect(make).toThrow(RangeError);
  });

  it('is compared in constant time, whatever is sent', async () => {
    const compare = vi.spyOn(crypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    try {
      for (const value of ['', 'a', 'x'.repeat(500), secret])
        await door(webhookRequest(updates.command, value));
      const lengths = compare.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength]);
      expect(lengths).toEqual([32, 32, 32, 32].map((length) => [length, length]));
    } finally {
      compare.mockRestore();
      syncBuiltinESMExports();
    }
  });
});

describe('a bad request', () => {
  it.each(['GET', 'PUT', 'DELETE'])('%s is not allowed', async (method) => {
    const response = await door(new Request('http://localhost/api/telegram', { method }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each(['', '{', 'null', '[]', '"update"', '{"update_id":"7"}'])('%j is 400', async (body) => {
    expect((await door(withBody(body))).status).toBe(400);
    expect(received).toEqual([]);
  });

  it('over 1 MB is 413, whether it says so or not', async () => {
    const big = JSON.stringify({ update_id: 1, message: { text: '\u05d0'.repeat(600_000) } });
    const stream = new Blob([big]).stream();
    const headers = { 'x-telegram-bot-api-secret-token': secret };
    const unsaid = new Request('http://localhost/', {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    });
    expect((await door(withBody(big))).status).toBe(413);
    expect((await door(unsaid)).status).toBe(413);
    expect((await door(withBody('{}', { 'content-length': '1000001' }))).status).toBe(413);
  });
});

describe('when nothing was stored', () => {
  it('a failing store is 503, to be tried again, and the log does not quote the parent', async () => {
    next = async () => {
      throw new AppError('storage.unavailable', 'the database does not answer');
    };
    const response = await door(webhookRequest(updates.privateText, secret));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('storage.unavailable');
    expect(lines[0]).not.toContain('asleep');
  });

  it('any surprise is 503', async () => {
    next = () => Promise.reject(new TypeError('asleep since 7 of undefined'));
    expect((await door(webhookRequest(updates.privateText, secret))).status).toBe(503);
    expect(lines[0]).not.toContain('asleep');
  });

  it('a busy chat is 503 with its own time', async () => {
    next = async () => ({ outcome: 'busy', retryAfterSeconds: 2.3 });
    const response = await door(webhookRequest(updates.privateText, secret));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
  });
});
