// The composition root: the only place where the rooms are joined. Heavy parts are loaded when first needed, so
// that a log never pays for LangChain and a cold start is short.
import './base/parsing.ts';
import { randomUUID } from 'node:crypto';
import { createAdvisor } from './advice/advisor.ts';
import { createTriage } from './advice/triage/triage.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { createLog, type Log } from './base/log.ts';
import type { Channel } from './channel/port.ts';
import { createConversation, type OpenConversation } from './conversation/handle-message.ts';
import { type Env, readEnv, webhookSettings } from './env.ts';
import { phraseBook } from './locale/phrase-book.ts';
import type { Model } from './model/port.ts';
import { openDatabase } from './storage/database/open.ts';
import type { Database } from './storage/database/port.ts';
import { createDiary, createRecords } from './storage/diary/records.ts';
import type { Kv } from './storage/kv/port.ts';
import { createThreads } from './storage/threads.ts';
import { createUnderstanding } from './understanding/understand.ts';

/** What tests and tools may put in place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Log;
  /** Wraps the database or the key-value store, to count requests or to break them. */
  readonly database?: (real: Database) => Database;
  readonly kv?: (real: Kv) => Kv;
}

export interface App {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  /** The conversation as held over one channel. */
  converse(channel: Channel): OpenConversation;
  readonly doors: {
    telegram(request: Request): Promise<Response>;
    health(request: Request): Promise<Response>;
  };
  /** Ends what is open; what waits to be written is written. */
  close(): Promise<void>;
}

/** Builds the bot from its settings. @throws AppError `storage.unavailable`, `config.invalid` */
export async function createApp(env: Env, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog(env.logLevel);
  const opened = await openDatabase(env.database.url, env.database.authToken);
  const database = overrides.database?.(opened) ?? opened;
  const kv = lazyKv(async () => {
    const real = await openKv(env, database, clock, log);
    return overrides.kv?.(real) ?? real;
  });
  const triage = createTriage();
  const services = {
    ...{ clock, log },
    records: createRecords(database),
    diary: createDiary(database),
    threads: createThreads(kv, randomUUID),
    advisor: createAdvisor({
      model: env.model.apiKey === undefined && env.model.baseUrl === undefined ? null : lazyModel(env, log),
      saver: async () => (await import('./storage/checkpointer/saver.ts')).createCheckpointer(kv),
      ...{ log, triage },
    }),
    understand: createUnderstanding(phraseBook),
    triage,
    newId: randomUUID,
    defaults: env.defaults,
  };
  const conversations: OpenConversation[] = [];
  const converse = (channel: Channel) => {
    const conversation = createConversation({ ...services, channel });
    conversations.push(conversation);
    return conversation;
  };
  let telegram: Promise<(request: Request) => Promise<Response>> | undefined;
  return {
    ...{ env, clock, log, converse },
    doors: {
      async telegram(request) {
        telegram ??= telegramDoor(env, { clock, log, converse });
        return (await telegram)(request);
      },
      async health() {
        try {
          await database.execute('SELECT 1');
          return Response.json({ ok: true });
        } catch (error) {
          log.error('health.database', error);
          return Response.json({ ok: false }, { status: 503 });
        }
      },
    },
    async close() {
      await Promise.all(conversations.map((conversation) => conversation.close()));
      opened.close();
    },
  };
}

async function telegramDoor(env: Env, { clock, log, converse }: Pick<App, 'clock' | 'log' | 'converse'>) {
  const { token, secret, apiRoot } = webhookSettings(env);
  const { createTelegramDoor, openTelegram } = await import('./channel/telegram/telegram.ts');
  const { channel, inbound } = openTelegram({ token, apiRoot }, { clock, log });
  return createTelegramDoor({ conversation: converse(channel), inbound, secret, log });
}

/** The store is opened by its first use: most updates never touch it. */
function lazyKv(open: () => Promise<Kv>): Kv {
  let opened: Promise<Kv> | undefined;
  return {
    async run(commands) {
      opened ??= open();
      return (await opened).run(commands);
    },
  };
}

async function openKv(env: Env, database: Database, clock: Clock, log: Log): Promise<Kv> {
  if (env.kv === null) {
    const { createEmbeddedKv } = await import('./storage/kv/embedded.ts');
    return createEmbeddedKv(database, clock);
  }
  const [{ createVercelKv }, { createResilientKv }] = await Promise.all([
    import('./storage/kv/vercel-kv.ts'),
    import('./storage/kv/resilient.ts'),
  ]);
  return createResilientKv(createVercelKv(env.kv), log);
}

function lazyModel(env: Env, log: Log): Model {
  let opened: Promise<Model> | undefined;
  return {
    async answer(messages) {
      opened ??= import('./model/openai.ts').then(({ createOpenAiModel }) => {
        const { apiKey, baseUrl, name } = env.model;
        return createOpenAiModel({ apiKey, baseUrl, model: name, log });
      });
      return (await opened).answer(messages);
    },
  };
}

let shared: Promise<App> | undefined;

/** The bot of this process, made by the first door that is called. A failed start is not kept. */
export function app(): Promise<App> {
  shared ??= Promise.resolve()
    .then(() => createApp(readEnv()))
    .catch((error: unknown) => {
      shared = undefined;
      throw error;
    });
  return shared;
}
