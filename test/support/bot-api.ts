// A Bot API server on the loopback: keeps what it was asked, answers like Telegram, and fails on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ApiMethods, InlineKeyboardButton, Message, Update, UserFromGetMe } from 'grammy/types';
import { z } from 'zod';
import { allowedUpdates } from '../../src/channel/telegram/api.ts';
import { createUpdateQueue } from './update-queue.ts';

/** A token the server accepts; its bot id is `botUser.id`. */
export const botToken = '7000001:test-token-of-a-bot-that-is-nowhere';
export const botUser: UserFromGetMe = {
  id: 7_000_001,
  is_bot: true,
  first_name: 'Babywise',
  username: 'Babywise_Bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  can_manage_bots: false,
  supports_guest_queries: false,
  supports_inline_queries: false,
  supports_join_request_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
};

export type Failure =
  | { readonly type: 'too-many'; readonly retryAfter: number }
  | { readonly type: 'refuse'; readonly status: number; readonly description: string }
  | { readonly type: 'migrate'; readonly to: number }
  /** The connection breaks without an answer. */
  | { readonly type: 'drop' }
  /** The call is carried out after `until` has resolved. */
  | { readonly type: 'delay'; readonly until: Promise<unknown> };

export interface BotCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A message the bot sent. */
export interface SentMessage {
  readonly messageId: number;
  readonly chat: number;
  readonly topic: number | undefined;
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly data: string }[];
}

export interface BotApi {
  /** For `TELEGRAM_API_ROOT`. */
  readonly url: string;
  /** Every call, in order, those that were made to fail included. */
  readonly calls: readonly BotCall[];
  callsOf(method: string): readonly BotCall['payload'][];
  /** What was sent and arrived, in order. */
  readonly sent: readonly SentMessage[];
  /** Makes the next calls of `method` fail, one failure each. */
  fail(method: string, ...failures: Failure[]): void;
  /** Puts updates into the queue that `getUpdates` reads. */
  queue(...updates: Update[]): void;
  /** Ids of the queued updates that are not confirmed. */
  readonly unconfirmed: readonly number[];
  close(): Promise<void>;
}

const payloadSchema = z.record(z.string(), z.unknown());
const button = z.object({ text: z.string(), callback_data: z.string() }) satisfies z.ZodType<
  Pick<InlineKeyboardButton.CallbackButton, 'text' | 'callback_data'>
>;
const sendSchema = z.object({
  chat_id: z.coerce.number(),
  message_thread_id: z.number().optional(),
  text: z.string().min(1).max(4096),
  reply_markup: z.object({ inline_keyboard: z.array(z.array(button)) }).optional(),
});
const webhookSchema = z.object({
  url: z.string().default(''),
  max_connections: z.number().default(40),
  allowed_updates: z.array(z.enum(allowedUpdates)).default([]),
});

type Answer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: object;
    };
type Payload = BotCall['payload'];
type Method = keyof ApiMethods;
type Answers = {
  readonly [M in Method]?: (
    payload: Payload,
    closed: AbortSignal,
  ) => ReturnType<ApiMethods[M]> | Promise<ReturnType<ApiMethods[M]>>;
};

const refuse = (error_code: number, description: string, parameters?: object): Answer => ({
  ok: false,
  error_code,
  description,
  ...(parameters === undefined ? {} : { parameters }),
});

/** Starts the server on a free port. */
export async function startBotApi(): Promise<BotApi> {
  const calls: BotCall[] = [];
  const sent: SentMessage[] = [];
  const failures = new Map<string, Failure[]>();
  const updates = createUpdateQueue();
  const answers = createAnswers(sent, updates);
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, { calls, failures, answers }).catch((error: unknown) => {
      finish(outgoing, refuse(400, `Bad Request: ${String(error)}`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${bound.port}`,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method).map((call) => call.payload),
    sent,
    fail: (method, ...next) => failures.set(method, [...(failures.get(method) ?? []), ...next]),
    queue: (...more) => updates.push(more),
    get unconfirmed() {
      return updates.ids();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createAnswers(sent: SentMessage[], updates: ReturnType<typeof createUpdateQueue>): Answers {
  const yes = (): true => true;
  let webhook: Payload = {};
  const setWebhook = (payload: Payload): true => {
    webhook = payload;
    return true;
  };
  return {
    getMe: () => botUser,
    sendMessage: (payload) => send(payload, sent),
    editMessageText: yes,
    answerCallbackQuery: yes,
    sendChatAction: yes,
    setMyCommands: yes,
    setMyDescription: yes,
    setMyShortDescription: yes,
    setWebhook,
    deleteWebhook: () => setWebhook({}),
    getWebhookInfo: () => ({
      ...webhookSchema.parse(webhook),
      has_custom_certificate: false,
      pending_update_count: updates.ids().length,
    }),
    getUpdates: (payload, closed) => updates.poll(payload, closed),
  };
}

function send(payload: Payload, sent: SentMessage[]): Message.TextMessage {
  const read = sendSchema.parse(payload);
  const messageId = sent.length + 1001;
  const buttons = read.reply_markup?.inline_keyboard.flat() ?? [];
  sent.push({
    messageId,
    chat: read.chat_id,
    topic: read.message_thread_id,
    text: read.text,
    buttons: buttons.map((each) => ({ label: each.text, data: each.callback_data })),
  });
  const chat = { id: read.chat_id, type: 'private', first_name: 'Parent' } as const;
  return { message_id: messageId, date: 1_770_000_000, chat, from: botUser, text: read.text };
}

interface Serving {
  readonly calls: BotCall[];
  readonly failures: ReadonlyMap<string, Failure[]>;
  readonly answers: Answers;
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse, serving: Serving): Promise<void> {
  const closed = new AbortController();
  outgoing.on('close', () => closed.abort());
  const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(incoming.url ?? '') ?? [];
  const payload = payloadSchema.parse(JSON.parse((await textOf(incoming)) || '{}'));
  serving.calls.push({ method, payload });
  const failure = serving.failures.get(method)?.shift();
  if (failure?.type === 'drop') return void incoming.socket.destroy();
  if (failure?.type === 'delay') await failure.until;
  const answer = Object.entries(serving.answers).find(([name]) => name === method)?.[1];
  const refusal = token === botToken ? refusalOf(failure) : refuse(401, 'Unauthorized');
  if (refusal !== null) finish(outgoing, refusal);
  else if (answer === undefined) finish(outgoing, refuse(404, 'Not Found'));
  else finish(outgoing, { ok: true, result: await answer(payload, closed.signal) });
}

function refusalOf(failure: Failure | undefined): Answer | null {
  if (failure?.type === 'too-many') {
    return refuse(429, 'Too Many Requests', { retry_after: failure.retryAfter });
  }
  if (failure?.type === 'migrate') {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    return refuse(400, description, { migrate_to_chat_id: failure.to });
  }
  return failure?.type === 'refuse' ? refuse(failure.status, failure.description) : null;
}

function finish(outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer.ok ? 200 : answer.error_code, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(answer));
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
