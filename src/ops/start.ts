// npm start: with TELEGRAM_BOT_TOKEN the bot talks on Telegram by long polling, without it here in the terminal.
import { createApp } from '../app.ts';
import { isZone } from '../base/time.ts';
import { createTerminal } from '../channel/terminal/terminal.ts';
import { type Env, readEnv } from '../env.ts';
import { operate } from './operate.ts';

await operate(async () => {
  const env = readEnv();
  if (env.telegram.token === undefined) await talkHere(env);
  else await talkOnTelegram(env, env.telegram.token);
});

async function talkHere(env: Env): Promise<void> {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const zone = env.defaults.zone ?? (isZone(timeZone) ? timeZone : null);
  const app = await createApp({ ...env, defaults: { ...env.defaults, zone } });
  const { stdin, stdout } = process;
  const terminal = createTerminal({ input: stdin, output: stdout, clock: app.clock, languageHint: locale });
  try {
    await terminal.run(app.converse(terminal.channel), stdin.isTTY ? '/start' : undefined);
  } finally {
    await app.close();
  }
}

async function talkOnTelegram(env: Env, token: string): Promise<void> {
  const { createTelegramApi } = await import('../channel/telegram/api.ts');
  const { POLL_SECONDS, pollTelegram } = await import('../channel/telegram/polling.ts');
  const { openTelegram } = await import('../channel/telegram/telegram.ts');
  const app = await createApp(env);
  const { clock, log } = app;
  const access = { token, apiRoot: env.telegram.apiRoot };
  const { channel, inbound } = openTelegram(access, { clock, log });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  process.stdout.write('The bot is listening on Telegram. Stop it with Ctrl-C.\n');
  try {
    const api = createTelegramApi(access, POLL_SECONDS + 15);
    await pollTelegram({ api, inbound, conversation: app.converse(channel), log, signal: stop.signal });
  } finally {
    await app.close();
  }
}
