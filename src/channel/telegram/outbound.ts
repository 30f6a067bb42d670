// Last step: an OutboundMessage becomes calls of the Bot API, and what Telegram says to them a SendResult.
import type { Api } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Log } from '../../base/log.ts';
import type { Button, Channel, ChatAddress, OutboundMessage, SendResult } from '../port.ts';
import { failureOf, type TelegramFailure, toAppError } from './failure.ts';
import { splitText } from './split.ts';

const MAX_LENGTH = 4096;
const MAX_BUTTON_BYTES = 64;
/** When Telegram is down it does not say for how long. */
const RETRY_SECONDS = 5;
/** A wrong token is cured by hand. */
const TOKEN_RETRY_SECONDS = 60;

/** Telegram as a Channel: plain text, no previews of links, buttons below the last part of a long text. */
export function createTelegramChannel({ api, log }: { readonly api: Api; readonly log: Log }): Channel {
  return {
    name: 'telegram',
    maxLength: MAX_LENGTH,
    send: (address, message) => send(api, log, address, message),
    typing: (address) =>
      api.sendChatAction(Number(address.chat), 'typing', threadOf(address)).then(
        () => {},
        () => {},
      ),
    // A press older than some minutes cannot be answered any more, and need not be.
    acknowledge: (callback) =>
      api.answerCallbackQuery(callback).then(
        () => {},
        () => {},
      ),
  };
}

/** Sends part by part; where a part fails the rest is not sent, and a retry begins at the first part again. */
async function send(api: Api, log: Log, address: ChatAddress, message: OutboundMessage): Promise<SendResult> {
  const keyboard = message.buttons?.length ? { reply_markup: keyboardOf(message.buttons) } : {};
  const common = { ...threadOf(address), link_preview_options: { is_disabled: true } };
  const parts = splitText(message.text, MAX_LENGTH);
  let messageId: string | null = null;
  for (const [index, part] of parts.entries()) {
    try {
      const extra = index === parts.length - 1 ? keyboard : {};
      const sent = await api.sendMessage(Number(address.chat), part, { ...common, ...extra });
      messageId = String(sent.message_id);
    } catch (error) {
      return resultOf(failureOf(error), log);
    }
  }
  return { outcome: 'sent', messageId };
}

function threadOf({ topic }: ChatAddress) {
  return topic === undefined ? {} : { message_thread_id: Number(topic) };
}

function keyboardOf(rows: readonly (readonly Button[])[]): InlineKeyboardMarkup {
  return {
    inline_keyboard: rows.map((row) =>
      row.map(({ label, data }) => {
        const bytes = Buffer.byteLength(data);
        if (bytes < 1 || bytes > MAX_BUTTON_BYTES) {
          throw new RangeError(`data of a button has ${bytes} bytes; 1 to ${MAX_BUTTON_BYTES} are allowed`);
        }
        return { text: label, callback_data: data };
      }),
    ),
  };
}

/** No repeating cures what is refused for any other reason, so it ends like a chat that is gone, and is logged. */
function resultOf(failure: TelegramFailure, log: Log): SendResult {
  if (failure.kind === 'unreachable') return { outcome: 'retry', afterSeconds: RETRY_SECONDS };
  const { status, retryAfter, movedTo, description } = failure;
  if (movedTo !== undefined) return { outcome: 'moved', chat: movedTo };
  if (status === 429) return { outcome: 'retry', afterSeconds: retryAfter ?? RETRY_SECONDS };
  if (status >= 500) return { outcome: 'retry', afterSeconds: RETRY_SECONDS };
  if (status === 403 || /chat not found/i.test(description)) return { outcome: 'gone' };
  log.error('telegram.send.refused', toAppError('sendMessage', failure), { status });
  const tokenRefused = status === 401 || status === 404;
  return tokenRefused ? { outcome: 'retry', afterSeconds: TOKEN_RETRY_SECONDS } : { outcome: 'gone' };
}
