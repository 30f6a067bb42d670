// The line to Telegram: grammY's client of the Bot API with our time limit, and what we ask to be told.
// Outbound messages, long polling and the set-up command each make theirs here.
import { Api } from 'grammy';
import { failureOf, toAppError } from './failure.ts';

/** The kinds of update the bot asks for, by webhook and by polling alike. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export interface TelegramAccess {
  /** The token from BotFather: `<bot id>:<secret>`. Never to be logged. */
  readonly token: string;
  /** Root of the Bot API server; Telegram's own when absent. */
  readonly apiRoot?: string | undefined;
}

/** A client of the Bot API whose calls are given up after `timeoutSeconds`. */
export function createTelegramApi(access: TelegramAccess, timeoutSeconds = 10): Api {
  const apiRoot = access.apiRoot?.replace(/\/+$/, '');
  return new Api(access.token, { timeoutSeconds, ...(apiRoot === undefined ? {} : { apiRoot }) });
}

/** The bot's own user id, which is the part of the token that is no secret. */
export function botIdOf(token: string): string {
  return token.slice(0, token.indexOf(':'));
}

/**
 * Asks Telegram for the bot's @name (lower case, without the @) when it is first needed, and keeps it.
 * A failed call is not kept. @throws AppError `channel.unavailable`
 */
export function createBotName(api: Api): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => {
    known ??= api.getMe().then(
      (me) => me.username.toLowerCase(),
      (error: unknown) => {
        known = undefined;
        throw toAppError('getMe', failureOf(error));
      },
    );
    return known;
  };
}
