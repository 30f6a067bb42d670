import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../src/base/errors.ts';
import { readEnv, webhookSettings } from '../src/env.ts';

function failure(source: Record<string, string>): string {
  try {
    webhookSettings(readEnv(source));
  } catch (error) {
    expect(codeOf(error)).toBe('config.invalid');
    return error instanceof Error ? error.message : '';
  }
  throw new Error('nothing was wrong');
}

const webhook = { TELEGRAM_BOT_TOKEN: '123456:abc', TELEGRAM_WEBHOOK_SECRET: 'x'.repeat(32) };

describe('the environment', () => {
  it('may be empty: a bot in the terminal on one file', () => {
    expect(readEnv({})).toMatchObject({
      database: { url: 'file:data/babywise.sqlite' },
      kv: null,
      defaults: { language: 'en', zone: null },
    });
  });

  it('runs as .env.example has it', () => {
    const example = readFileSync(fileURLToPath(new URL('../.env.example', import.meta.url)), 'utf8');
    const parsed = Object.fromEntries(
      Object.entries(parseEnv(example)).map(([name, value]) => [name, value ?? '']),
    );
    expect(readEnv(parsed)).toMatchObject({ telegram: { token: undefined }, kv: null });
  });

  it('names every bad variable with its remedy, and shows no value', () => {
    const message = failure({
      TELEGRAM_BOT_TOKEN: 'secret-token',
      DEFAULT_TIME_ZONE: 'Mars/Base',
      PORT: 'x',
      DEFAULT_LANGUAGE: 'tlh',
    });
    for (const part of [
      'TELEGRAM_BOT_TOKEN: copy',
      'DEFAULT_TIME_ZONE: give an IANA zone',
      'PORT: give',
      'DEFAULT_LANGUAGE: give',
    ])
      expect(message).toContain(part);
    expect(message).not.toContain('secret-token');
  });

  it('refuses a webhook without its secret, or with a short one', () => {
    expect(failure({ TELEGRAM_BOT_TOKEN: '123456:abc' })).toContain('TELEGRAM_WEBHOOK_SECRET');
    expect(failure({ ...webhook, TELEGRAM_WEBHOOK_SECRET: 'short' })).toContain('TELEGRAM_WEBHOOK_SECRET');
    expect(webhookSettings(readEnv(webhook)).token).toBe('123456:abc');
  });

  it('refuses a file for the diary on Vercel, and half a key-value store', () => {
    expect(failure({ ...webhook, VERCEL: '1' })).toContain('TURSO_DATABASE_URL');
    expect(failure({ ...webhook, KV_REST_API_URL: 'https://kv.example' })).toContain('set both or none');
  });

  it('takes the names of Upstash as well', () => {
    const { kv } = readEnv({ UPSTASH_REDIS_REST_URL: 'https://kv.example', UPSTASH_REDIS_REST_TOKEN: 't' });
    expect(kv).toEqual({ url: 'https://kv.example', token: 't' });
  });
});
