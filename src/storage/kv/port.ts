// What the bot asks of a key-value store: lists of simple commands, one request each. KV holds only what may
// be lost (conversations, caches); the diary never depends on it. Drivers: vercel-kv.ts, embedded.ts.

/** One command. Values are strings; a `ttlSeconds` sets the life of the whole key. */
export type KvCommand =
  | { readonly op: 'get'; readonly key: string }
  | {
      readonly op: 'set';
      readonly key: string;
      readonly value: string;
      readonly ttlSeconds?: number;
      readonly ifAbsent?: boolean;
    }
  | { readonly op: 'delete'; readonly key: string }
  | { readonly op: 'expire'; readonly key: string; readonly ttlSeconds: number }
  /** Appends to the end of a list, making it where it is missing. */
  | { readonly op: 'append'; readonly key: string; readonly values: readonly string[] }
  /** Elements of a list by position; negative positions count from the end (-1 is the last), both ends included. */
  | { readonly op: 'range'; readonly key: string; readonly from: number; readonly to: number }
  /** Keeps only the elements from `from` to `to`, as in `range`. */
  | { readonly op: 'trim'; readonly key: string; readonly from: number; readonly to: number };

/** What a command answers: `get` a string or null, `set` whether it was set, `range` the elements, `append` the new length, the rest nothing. */
export type KvResult<C extends KvCommand> = C extends { op: 'get' }
  ? string | null
  : C extends { op: 'set' }
    ? boolean
    : C extends { op: 'range' }
      ? string[]
      : C extends { op: 'append' }
        ? number
        : undefined;

export type KvResults<Cs extends readonly KvCommand[]> = { -readonly [I in keyof Cs]: KvResult<Cs[I]> };

export interface Kv {
  /**
   * Runs the commands in order, in one request, and answers one result each. Not atomic.
   * @throws AppError `kv.unavailable` when the store cannot be reached in time or refuses.
   */
  run<const Cs extends readonly KvCommand[]>(commands: Cs): Promise<KvResults<Cs>>;
}
