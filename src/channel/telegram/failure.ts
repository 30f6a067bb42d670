// What grammY throws, read once and reduced to what may be known of it: its error objects hold the text
// that was sent, or the address with the token, and go no further than this file.
import { GrammyError, HttpError } from 'grammy';
import { AppError } from '../../base/errors.ts';

export type TelegramFailure =
  /** No answer, or none that was JSON: the network, a time limit, a proxy. */
  | { readonly kind: 'unreachable' }
  /** Telegram said no. `description` is its own sentence; `retryAfter` is in seconds. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly description: string;
      readonly retryAfter: number | undefined;
      readonly movedTo: string | undefined;
    };

/** What went wrong in a call of the Bot API. Anything that is not a failure of a call is thrown on. */
export function failureOf(error: unknown): TelegramFailure {
  if (error instanceof HttpError) return { kind: 'unreachable' };
  if (!(error instanceof GrammyError)) throw error;
  const { retry_after: retryAfter, migrate_to_chat_id: movedTo } = error.parameters;
  return {
    kind: 'refused',
    status: error.error_code,
    description: error.description,
    retryAfter,
    movedTo: movedTo === undefined ? undefined : String(movedTo),
  };
}

/** The failure as the rest of the house knows it: method and status, no words of a message. */
export function toAppError(method: string, failure: TelegramFailure): AppError {
  const status = failure.kind === 'refused' ? `was refused with ${failure.status}` : 'got no answer';
  return new AppError('channel.unavailable', `Telegram ${method} ${status}`);
}
