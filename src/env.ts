// The environment, checked once: the only reader of process.env. A bad value stops the start and says how to mend it.
import { z } from 'zod';
import { AppError } from './base/errors.ts';
import { logLevels } from './base/log.ts';
import { isZone } from './base/time.ts';
import { fallbackLanguage, isLanguage } from './locale/languages.ts';

/** An unset variable and one set to nothing are the same. */
const given = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const url = (remedy: string) => z.url({ protocol: /^https?$/, error: remedy });

const envSchema = z.object({
  TELEGRAM_BOT_TOKEN: given(
    z.string().regex(/^\d+:[\w-]+$/, 'copy the whole token that BotFather gave you, like 123456:ABC...'),
  ),
  TELEGRAM_WEBHOOK_SECRET: given(
    z
      .string()
      .regex(
        /^[\w-]{32,256}$/,
        'use 32 to 256 letters, digits, - or _; for instance the output of: openssl rand -hex 32',
      ),
  ),
  TELEGRAM_API_ROOT: given(url('give the address of a Bot API server, like https://api.telegram.org')),
  OPENAI_API_KEY: given(z.string()),
  OPENAI_BASE_URL: given(url('give the address of an OpenAI-compatible API, like http://localhost:11434/v1')),
  OPENAI_MODEL: given(z.string()),
  KV_REST_API_URL: given(url('give the REST address of the key-value store')),
  KV_REST_API_TOKEN: given(z.string()),
  UPSTASH_REDIS_REST_URL: given(url('give the REST address of the key-value store')),
  UPSTASH_REDIS_REST_TOKEN: given(z.string()),
  TURSO_DATABASE_URL: given(
    z.string().regex(/^(file|libsql|https?):/, 'give file:path, libsql://... or https://...'),
  ),
  TURSO_AUTH_TOKEN: given(z.string()),
  DEFAULT_LANGUAGE: given(z.string().refine(isLanguage, 'give a language the bot speaks, like en')),
  DEFAULT_TIME_ZONE: given(z.string().refine(isZone, 'give an IANA zone, like Europe/London')),
  PORT: given(z.coerce.number('give a port number').int().min(0).max(65_535)),
  LOG_LEVEL: given(z.enum(logLevels, `give one of: ${logLevels.join(', ')}`)),
  /** Set by Vercel on its machines. */
  VERCEL: given(z.string()),
});

export type Env = ReturnType<typeof readEnv>;

/**
 * The settings of this process, with their defaults.
 * @throws AppError `config.invalid`: its message names every bad variable and its remedy, never a value
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env) {
  const result = envSchema.safeParse(source);
  if (!result.success) {
    throw invalid(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const env = result.data;
  const database = env.TURSO_DATABASE_URL ?? 'file:data/babywise.sqlite';
  const kvUrl = env.KV_REST_API_URL ?? env.UPSTASH_REDIS_REST_URL;
  const kvToken = env.KV_REST_API_TOKEN ?? env.UPSTASH_REDIS_REST_TOKEN;
  const problems = [
    ...(env.VERCEL !== undefined && database.startsWith('file:')
      ? ['TURSO_DATABASE_URL: files on Vercel vanish with the instance; give a libsql:// database']
      : []),
    ...((kvUrl === undefined) !== (kvToken === undefined)
      ? ['KV_REST_API_URL and KV_REST_API_TOKEN: set both or none']
      : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  return {
    telegram: {
      token: env.TELEGRAM_BOT_TOKEN,
      secret: env.TELEGRAM_WEBHOOK_SECRET,
      apiRoot: env.TELEGRAM_API_ROOT,
    },
    model: {
      apiKey: env.OPENAI_API_KEY,
      baseUrl: env.OPENAI_BASE_URL,
      name: env.OPENAI_MODEL ?? 'gpt-5-mini',
    },
    kv: kvUrl === undefined || kvToken === undefined ? null : { url: kvUrl, token: kvToken },
    database: { url: database, authToken: env.TURSO_AUTH_TOKEN },
    defaults: { language: env.DEFAULT_LANGUAGE ?? fallbackLanguage, zone: env.DEFAULT_TIME_ZONE ?? null },
    port: env.PORT ?? 3000,
    logLevel: env.LOG_LEVEL ?? ('info' as const),
  };
}

/** What the webhook cannot do without. @throws AppError `config.invalid` */
export function webhookSettings({ telegram: { token, secret, apiRoot } }: Env) {
  if (token !== undefined && secret !== undefined) return { token, secret, apiRoot };
  throw invalid([
    ...(token === undefined
      ? ['TELEGRAM_BOT_TOKEN: the webhook needs the token that BotFather gave you']
      : []),
    ...(secret === undefined
      ? [
          'TELEGRAM_WEBHOOK_SECRET: the webhook needs a secret; for instance the output of: openssl rand -hex 32',
        ]
      : []),
  ]);
}

function invalid(lines: readonly string[]): AppError {
  return new AppError(
    'config.invalid',
    `The settings are not complete or not right:\n${lines.map((line) => `  - ${line}`).join('\n')}`,
  );
}
