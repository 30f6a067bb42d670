// Surprises: what is thrown when something outside the rules of the program goes wrong.
// Expected outcomes are values (result.ts or a union of the room), never these.

/** What failed, in a word that logs, doors and replies can act upon. */
export type ErrorCode =
  | 'config.invalid'
  | 'storage.unavailable'
  | 'storage.corrupt'
  | 'kv.unavailable'
  | 'channel.unavailable'
  | 'model.unavailable'
  | 'model.rate-limited'
  | 'model.garbled'
  | 'locale.missing';

/** A failure with a code. `message` is for operators: never put a parent's words, a name or a secret in it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
  }
}

/** The code of an AppError, or `undefined` for anything else that was thrown. */
export function codeOf(error: unknown): ErrorCode | undefined {
  return error instanceof AppError ? error.code : undefined;
}
