// npm run telegram:setup -- https://your.host: tells Telegram where the bot lives, its menus and what it is for,
// and prints what Telegram answered. Without an address it sets menus and descriptions only.
import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import { AppError } from '../base/errors.ts';
import { allowedUpdates, createTelegramApi } from '../channel/telegram/api.ts';
import { failureOf, type TelegramFailure } from '../channel/telegram/failure.ts';
import { type Env, readEnv } from '../env.ts';
import { fallbackLanguage, type Language, languages } from '../locale/languages.ts';
import { operate } from './operate.ts';
import { botProfile } from './telegram-profile.ts';

const MAX_CONNECTIONS = 40;
const WEBHOOK_PATH = '/api/telegram';

export type MenuScope = 'private' | 'groups';

export interface BotProfile {
  /** The commands of a menu, in the order shown. */
  menuFor(language: Language, scope: MenuScope): readonly BotCommand[];
  /** What an empty chat shows: at most 512 characters. */
  description(language: Language): string;
  /** What the bot's profile shows: at most 120 characters. */
  shortDescription(language: Language): string;
}

/** What to do about the webhook: set it to a host, take it away (for long polling), or leave it as it is. */
export type WebhookWish =
  | { readonly type: 'set'; readonly host: string; readonly secret: string | undefined }
  | { readonly type: 'remove' }
  | { readonly type: 'leave' };

/**
 * The wish in the words of the command line: an address, `--no-webhook`, or nothing.
 * @throws AppError `config.invalid` for anything else
 */
export function wishOf(args: readonly string[], secret: string | undefined): WebhookWish {
  const [first, ...more] = args;
  if (first === undefined) return { type: 'leave' };
  if (first === '--no-webhook' && more.length === 0) return { type: 'remove' };
  if (!first.startsWith('-') && more.length === 0) return { type: 'set', host: first, secret };
  throw new AppError('config.invalid', 'Usage: npm run telegram:setup -- [https://your.host | --no-webhook]');
}

export interface SetupDependencies {
  readonly api: Api;
  readonly webhook: WebhookWish;
  readonly profile: BotProfile;
  readonly print: (line: string) => void;
}

/**
 * Sets the bot up, never dropping updates that wait. Prints one line a step, and the remedy where one failed.
 * @returns whether every step succeeded; the first failure ends the set-up.
 */
export async function setUpTelegram({ api, webhook, profile, print }: SetupDependencies): Promise<boolean> {
  let doing = 'getMe';
  const step = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    doing = name;
    return call();
  };
  try {
    const me = await step('getMe', () => api.getMe());
    print(`Telegram knows this bot as @${me.username}.`);
    print(
      me.can_read_all_group_messages
        ? 'In groups it reads every message.'
        : 'In groups it sees commands, replies and mentions only. To let it read a family group: BotFather, /setprivacy, Disable; then add it to the group again.',
    );
    await step('setWebhook', () => setWebhook(api, webhook, print));
    await setProfile(api, profile, print, step);
    return true;
  } catch (error) {
    if (error instanceof AppError) print(error.message);
    else print(`${doing} failed. ${remedyFor(failureOf(error))}`);
    return false;
  }
}

async function setWebhook(api: Api, wish: WebhookWish, print: (line: string) => void): Promise<void> {
  if (wish.type === 'leave') {
    return print('Webhook: left as it is. Give the address of your server to set it.');
  }
  if (wish.type === 'remove') {
    await api.deleteWebhook();
    return print('Webhook: removed. The bot can be polled now (npm start); waiting updates were kept.');
  }
  if (wish.secret === undefined) {
    throw new AppError(
      'config.invalid',
      'Set TELEGRAM_WEBHOOK_SECRET first, here and on the server. To make one: openssl rand -hex 32',
    );
  }
  await api.setWebhook(addressOf(wish.host), {
    secret_token: wish.secret,
    allowed_updates: allowedUpdates,
    max_connections: MAX_CONNECTIONS,
  });
  const info = await api.getWebhookInfo();
  print(`Webhook: ${info.url}, at most ${info.max_connections ?? MAX_CONNECTIONS} connections.`);
  print(`Updates: ${(info.allowed_updates ?? []).join(', ')}; ${info.pending_update_count} waiting.`);
  if (info.last_error_message !== undefined) {
    print(`The last delivery failed: ${info.last_error_message}`);
  }
}

function addressOf(host: string): string {
  const url = URL.parse(host);
  if (url === null || url.protocol !== 'https:') {
    throw new AppError('config.invalid', 'The address must begin with https://, as in https://your.host');
  }
  return url.pathname === '/' ? new URL(WEBHOOK_PATH, url).href : url.href;
}

type Step = <T>(name: string, call: () => Promise<T>) => Promise<T>;

/** The language without a code is what Telegram shows to everybody whose own language has none. */
async function setProfile(api: Api, profile: BotProfile, print: (line: string) => void, step: Step) {
  for (const language of [undefined, ...languages]) {
    const from = language ?? fallbackLanguage;
    const tag = language === undefined ? {} : { language_code: language };
    for (const scope of ['private', 'groups'] as const) {
      const type = scope === 'private' ? 'all_private_chats' : 'all_group_chats';
      const menu = profile.menuFor(from, scope);
      await step('setMyCommands', () => api.setMyCommands(menu, { scope: { type }, ...tag }));
      print(`Menu (${language ?? 'every other language'}, ${scope}): ${menu.length} commands.`);
    }
    await step('setMyDescription', () => api.setMyDescription(profile.description(from), tag));
    await step('setMyShortDescription', () => api.setMyShortDescription(profile.shortDescription(from), tag));
    print(`Descriptions (${language ?? 'every other language'}): set.`);
  }
}

function remedyFor(failure: TelegramFailure): string {
  if (failure.kind === 'unreachable') {
    return 'Telegram could not be reached. Check the network and TELEGRAM_API_ROOT, then run this again.';
  }
  const { status, description, retryAfter } = failure;
  if (status === 401 || status === 404) {
    return 'Telegram refuses the token. Copy it again from BotFather into TELEGRAM_BOT_TOKEN.';
  }
  if (status === 429) return `Telegram asks for patience. Run this again in ${retryAfter ?? 60} seconds.`;
  if (status >= 500) return 'Telegram has a problem of its own. Run this again in some minutes.';
  return `Telegram said: ${description}`;
}

/** The command: reads the settings and the words after it. @returns the exit code */
export async function main(
  args: readonly string[],
  env: Env,
  print: (line: string) => void,
): Promise<number> {
  const { token, apiRoot, secret } = env.telegram;
  if (token === undefined) {
    print('Set TELEGRAM_BOT_TOKEN to the token that BotFather gave you.');
    return 1;
  }
  const api = createTelegramApi({ token, apiRoot });
  const done = await setUpTelegram({ api, webhook: wishOf(args, secret), profile: botProfile, print });
  return done ? 0 : 1;
}

if (import.meta.main) {
  await operate(async () => {
    const print = (line: string) => process.stdout.write(`${line}\n`);
    process.exitCode = await main(process.argv.slice(2), readEnv(), print);
  });
}
