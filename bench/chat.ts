// The far side of a chat: messages as Telegram posts them to a webhook, over one kept connection.
import { Agent, request } from 'node:http';
import { MINUTE, systemClock } from '../src/base/clock.ts';

export const webhookSecret = 'a-secret-of-the-webhook-for-the-bench';

/** Chats that take turns, so that no diary is hot alone. */
export const CHATS = 20;
/** Messages are a minute apart and end well before now: every one may be logged. */
const DAYS_BACK = 20;

/** Makes updates of texts: each the next minute's message of the next chat. */
export function createTexts(): (text: string) => object {
  const begin = systemClock.now() - DAYS_BACK * 24 * 60 * MINUTE;
  let count = 0;
  return (text) => {
    const turn = Math.floor(count / CHATS);
    const id = 1_000 + (count % CHATS);
    count += 1;
    const command = /^\/\w+/.exec(text)?.[0];
    const entities =
      command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command.length }];
    const from = { id, is_bot: false, first_name: 'Parent', language_code: 'en' };
    return {
      update_id: 100_000 + count,
      message: {
        message_id: turn + 1,
        date: Math.floor((begin + turn * MINUTE) / 1000),
        chat: { id, type: 'private', first_name: 'Parent' },
        from,
        text,
        ...(command === undefined ? {} : { entities }),
      },
    };
  };
}

export interface Webhook {
  /** Posts an update; resolves when it was answered 200, rejects at any other answer. */
  post(update: object): Promise<void>;
  close(): void;
}

/** A line to a webhook that stays open between updates, as Telegram's does. */
export function openWebhook(url: string): Webhook {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    post: (update) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify(update);
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-telegram-bot-api-secret-token': webhookSecret,
        };
        const sent = request(url, { agent, method: 'POST', headers }, (response) => {
          response.resume();
          response.once('end', () => {
            if (response.statusCode === 200) resolve();
            else reject(new Error(`the webhook answered ${response.statusCode}`));
          });
        });
        sent.once('error', reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}
