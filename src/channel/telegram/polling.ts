// The other way in, for a bot at home: asks Telegram for updates and hands them to the same conversation.
// grammY's own polling handles one update at a time and confirms before it has handled; here chats do not
// wait for each other, and an update is confirmed only when it was stored.
import { setTimeout } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { AppError, codeOf } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Conversation } from '../port.ts';
import { allowedUpdates } from './api.ts';
import { createBacklog } from './backlog.ts';
import { failureOf, type TelegramFailure } from './failure.ts';
import type { Inbound } from './inbound.ts';

/** How long one call waits for news. The client's time limit must be longer. */
export const POLL_SECONDS = 30;
const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Telegram repeats at once what is not confirmed yet: how long to wait when it had nothing else to say. */
const NOTHING_NEW_MS = 300;

export interface PollingDependencies {
  /** A client with a time limit longer than `POLL_SECONDS`. */
  readonly api: Api;
  readonly inbound: Inbound;
  readonly conversation: Conversation;
  readonly log: Log;
  /** Ends the polling; what is being handled is finished first. */
  readonly signal: AbortSignal;
  /** Waits, or until `signal`; replaced by tests. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}
type Poller = Required<PollingDependencies>;

/**
 * Polls until `signal`. Within a chat updates are handled in order; a slow answer holds up its own chat only.
 * @throws AppError `config.invalid`, with what to do, when Telegram refuses the token or has another receiver.
 */
export async function pollTelegram(deps: PollingDependencies): Promise<void> {
  const poller: Poller = { pause, ...deps };
  const backlog = createBacklog((update) => settle(update, poller));
  let failures = 0;
  while (!poller.signal.aborted) {
    const updates = await fetchUpdates(backlog.offset(), poller);
    failures = updates === null ? failures + 1 : 0;
    if (updates === null) await poller.pause(pauseAfter(failures), poller.signal);
    else if (!backlog.add(updates)) {
      await Promise.race([backlog.change(), poller.pause(NOTHING_NEW_MS, poller.signal)]);
    }
  }
  await backlog.idle();
}

/** `null`: Telegram could not be reached, or asks for patience. */
async function fetchUpdates(
  offset: number | undefined,
  { api, log, signal }: Poller,
): Promise<Update[] | null> {
  const news = { timeout: POLL_SECONDS, allowed_updates: allowedUpdates };
  try {
    return await api.getUpdates(offset === undefined ? news : { ...news, offset }, forGrammy(signal));
  } catch (error) {
    if (signal.aborted) return [];
    const failure = failureOf(error);
    if (failure.kind === 'refused') refuse(failure);
    log.warn('telegram.poll.failed', { status: failure.kind === 'refused' ? failure.status : undefined });
    return null;
  }
}

/** grammY's types know only the signals of a polyfill; this is the platform's own, in that shape. */
function forGrammy(signal: AbortSignal): NonNullable<Parameters<Api['getUpdates']>[1]> {
  return {
    aborted: signal.aborted,
    onabort: null,
    addEventListener: signal.addEventListener.bind(signal),
    removeEventListener: signal.removeEventListener.bind(signal),
    dispatchEvent: () => true,
  };
}

function refuse({ status, description }: Extract<TelegramFailure, { kind: 'refused' }>): void {
  if (status === 401 || status === 404) {
    throw new AppError(
      'config.invalid',
      'Telegram refuses the bot token. Copy it again from BotFather into TELEGRAM_BOT_TOKEN.',
    );
  }
  if (status !== 409) return;
  const remedy = /webhook/i.test(description)
    ? 'This bot has a webhook, and Telegram tells one receiver only. Remove it: npm run telegram:setup -- --no-webhook'
    : 'Another process is polling with the same token. Stop it, or give this one a bot of its own.';
  throw new AppError('config.invalid', remedy);
}

/** Handles one update until it is stored, known to be of no concern, or given up; says whether to confirm it. */
async function settle(
  update: Update,
  { inbound, conversation, log, signal, pause }: Poller,
): Promise<boolean> {
  let surprises = 0;
  for (let tries = 1; !signal.aborted; tries += 1) {
    let wait = pauseAfter(tries);
    try {
      const message = await inbound(update);
      if (message === null || message === 'foreign') return true;
      const handled = await conversation.handle(message);
      if (handled.outcome !== 'busy') return true;
      wait = handled.retryAfterSeconds * 1000;
    } catch (error) {
      log.error('telegram.update.failed', error, { tries });
      if (!isOutage(error)) surprises += 1;
      if (surprises >= MAX_TRIES) return true;
    }
    await pause(wait, signal);
  }
  return false;
}

/** What waiting cures: such an update is tried for as long as it takes. */
function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'storage.unavailable' || code === 'channel.unavailable';
}

const pauseAfter = (tries: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}
