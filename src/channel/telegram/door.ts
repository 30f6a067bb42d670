// The webhook: authenticates a raw request, lets the update through to the conversation, and answers 200 only
// when that has stored it. Telegram repeats whatever is answered otherwise.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Log } from '../../base/log.ts';
import type { Conversation } from '../port.ts';
import type { Inbound } from './inbound.ts';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
const MAX_BODY_BYTES = 1_000_000;
const RETRY_SECONDS = 5;

export interface TelegramDoorDependencies {
  readonly conversation: Conversation;
  readonly inbound: Inbound;
  /** What Telegram was told to send with every update. */
  readonly secret: string;
  readonly log: Log;
}

/**
 * The webhook's handler. 200 stored (or nothing to store), 400 no update, 401 wrong secret, 405 not a POST,
 * 413 over 1 MB, 503 with `Retry-After` when nothing was stored. Never rejects.
 */
export function createTelegramDoor(deps: TelegramDoorDependencies): (request: Request) => Promise<Response> {
  if (deps.secret === '') throw new RangeError('the webhook needs a secret');
  const expected = digest(deps.secret);
  const isTelegram = (request: Request) =>
    timingSafeEqual(digest(request.headers.get(SECRET_HEADER) ?? ''), expected);

  return async (request) => {
    if (request.method !== 'POST') return answer(405, { allow: 'POST' });
    if (!isTelegram(request)) return answer(401);
    if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return answer(413);
    try {
      const body = await request.text();
      if (body.length > MAX_BODY_BYTES || Buffer.byteLength(body) > MAX_BODY_BYTES) return answer(413);
      return await receive(body, deps);
    } catch (error) {
      deps.log.error('telegram.update.failed', error);
      return retryLater(RETRY_SECONDS);
    }
  };
}

async function receive(body: string, { inbound, conversation }: TelegramDoorDependencies): Promise<Response> {
  const update = parse(body);
  const message = update === undefined ? 'foreign' : await inbound(update);
  if (message === 'foreign') return answer(400);
  if (message === null) return answer(200);
  const handled = await conversation.handle(message);
  return handled.outcome === 'busy' ? retryLater(handled.retryAfterSeconds) : answer(200);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const retryLater = (seconds: number) =>
  answer(503, { 'retry-after': String(Math.max(1, Math.ceil(seconds))) });

function answer(status: number, headers?: Record<string, string>): Response {
  return new Response(null, headers === undefined ? { status } : { status, headers });
}
