// What the bot is compared with: the smallest grammY webhook that answers a message with a message.
import { Bot, webhookCallback } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';

/** It is told who it is, so it asks Telegram for nothing but to send. */
const botInfo: UserFromGetMe = {
  ...{ id: 7_000_001, is_bot: true, first_name: 'Echo', username: 'Echo_Bot' },
  ...{ can_join_groups: true, can_read_all_group_messages: false, can_manage_bots: false },
  ...{ supports_guest_queries: false, supports_inline_queries: false, supports_join_request_queries: false },
  ...{ can_connect_to_business: false, has_main_web_app: false },
  ...{ has_topics_enabled: false, allows_users_to_create_topics: false },
};

function createEcho() {
  const { TELEGRAM_API_ROOT: apiRoot = '', TELEGRAM_BOT_TOKEN: token = '' } = process.env;
  const bot = new Bot(token, { botInfo, client: { apiRoot } });
  bot.on('message', (context) => context.reply('Got it.'));
  return bot;
}
const options = () => ({ secretToken: process.env['TELEGRAM_WEBHOOK_SECRET'] ?? '' });

/** Its webhook as a handler of web requests. */
export const echoOfRequests = () => webhookCallback(createEcho(), 'std/http', options());
/** Its webhook as a handler of Node's own server. */
export const echoOfNode = () => webhookCallback(createEcho(), 'http', options());
