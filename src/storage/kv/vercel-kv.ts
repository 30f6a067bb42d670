// Driver for Vercel KV (Redis over REST): the lists of commands become one pipelined HTTP request each.
// The client library is loaded at the first request, so that an update that needs no KV does not pay for it.
import type { VercelKV } from '@vercel/kv';
import { AppError } from '../../base/errors.ts';
import { createKv } from './driver.ts';
import type { Kv, KvCommand } from './port.ts';

export interface VercelKvOptions {
  readonly url: string;
  readonly token: string;
  /** For a call with all its attempts, in ms. */
  readonly timeoutMs?: number;
}

/** Attempts after the first, made only when no answer came at all; a refusal is final. */
export const RETRIES = 2;
const FIRST_PAUSE_MS = 20;
const TIMEOUT_MS = 300;

/**
 * A Kv on a REST endpoint. A retry may repeat a write whose answer was lost: an `append` may be found twice,
 * and `set` with `ifAbsent` may meet its own value, so decide by what a `get` behind it answers.
 */
export function createVercelKv({ url, token, timeoutMs = TIMEOUT_MS }: VercelKvOptions): Kv {
  let client: Promise<VercelKV> | undefined;
  const connect = async () => {
    const { createClient } = await import('@vercel/kv');
    return createClient({
      url,
      token,
      automaticDeserialization: false,
      responseEncoding: false,
      enableTelemetry: false,
      readYourWrites: true,
      retry: { retries: RETRIES, backoff: (attempt) => FIRST_PAUSE_MS * 2 ** attempt },
      signal: () => AbortSignal.timeout(timeoutMs),
    });
  };
  return createKv(async (commands) => {
    try {
      client ??= connect();
      const pipeline = (await client).pipeline();
      for (const command of commands) queue(pipeline, command);
      return await pipeline.exec<unknown[]>();
    } catch (error) {
      throw new AppError('kv.unavailable', 'the key-value store did not answer', withoutCommand(error));
    }
  });
}

function queue(pipeline: ReturnType<VercelKV['pipeline']>, command: KvCommand): void {
  switch (command.op) {
    case 'get':
      pipeline.get(command.key);
      break;
    case 'set':
      pipeline.set(command.key, command.value, setOptions(command));
      break;
    case 'delete':
      pipeline.del(command.key);
      break;
    case 'expire':
      pipeline.expire(command.key, command.ttlSeconds);
      break;
    case 'append':
      pipeline.rpush(command.key, ...command.values);
      break;
    case 'range':
      pipeline.lrange(command.key, command.from, command.to);
      break;
    case 'trim':
      pipeline.ltrim(command.key, command.from, command.to);
      break;
  }
}

function setOptions({ ttlSeconds, ifAbsent }: Extract<KvCommand, { op: 'set' }>) {
  const absent = ifAbsent ? ({ nx: true } as const) : {};
  return ttlSeconds === undefined ? absent : { ex: ttlSeconds, ...absent };
}

/** The library quotes the whole command, with its values, in the message of a refusal: only the name is kept. */
function withoutCommand(error: unknown): unknown {
  if (!(error instanceof Error) || !error.name.startsWith('Upstash')) return error;
  return new Error(error.name);
}
