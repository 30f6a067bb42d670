// First step inside: a Telegram update becomes an InboundMessage, or nothing when it is not for us
// (other bots, channels, service messages, changes to what we cannot read).
import type { Clock, EpochMs } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { ChatAddress, InboundContent, InboundMessage } from '../port.ts';
import { isReply, readAddressee } from './addressed.ts';
import { readUpdate, type TelegramCallback, type TelegramMessage, type TelegramUpdate } from './update.ts';

export interface InboundDependencies {
  readonly botId: string;
  /** The bot's @name, lower case; asked only when a group message holds a name to compare with. */
  readonly botName: () => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Reads an update: a message for the conversation, `null` for what is not for us, `foreign` for what is no update.
 * @throws AppError `channel.unavailable` when the bot's name was needed and Telegram did not tell it.
 */
export type Inbound = (update: unknown) => Promise<InboundMessage | null | 'foreign'>;

export function createInbound(deps: InboundDependencies): Inbound {
  return async (body) => {
    const update = readUpdate(body);
    if (update === 'foreign') return update;
    if (update === 'strange') {
      deps.log.warn('telegram.update.strange');
      return null;
    }
    const updateKey = `tg:${deps.botId}:${update.update_id}`;
    if (update.callback_query) return fromCallback(updateKey, update.callback_query, deps.clock.now());
    return fromMessage(updateKey, update, deps);
  };
}

function fromCallback(
  updateKey: string,
  { id, from, data, message }: TelegramCallback,
  now: EpochMs,
): InboundMessage | null {
  if (data === undefined || message === undefined || message.chat.type === 'channel') return null;
  return {
    updateKey,
    address: addressOf(message),
    group: message.chat.type !== 'private',
    addressed: true,
    author: authorOf(from),
    sentAt: now,
    content: { type: 'button', data, callback: id, on: String(message.message_id) },
  };
}

async function fromMessage(
  updateKey: string,
  update: TelegramUpdate,
  self: InboundDependencies,
): Promise<InboundMessage | null> {
  const message = update.message ?? update.edited_message;
  if (message === undefined || message.chat.type === 'channel') return null;
  const author = whoWrote(message);
  const content = contentOf(message, update.message === undefined);
  if (author === null || content === null) return null;
  const group = message.chat.type !== 'private';
  const read = group ? await readAddressee(message, self) : null;
  if (read?.to === 'other-bot') return null;
  return {
    updateKey,
    address: addressOf(message),
    group,
    addressed: read === null || read.to === 'bot',
    author,
    messageId: String(message.message_id),
    // An edit keeps the date of the message: "10 minutes ago" still means ten minutes before it was first written.
    sentAt: message.date * 1000,
    content: content.type === 'text' && read !== null ? { ...content, text: read.text } : content,
  };
}

function addressOf(
  place: Pick<TelegramMessage, 'chat' | 'is_topic_message' | 'message_thread_id'>,
): ChatAddress {
  const chat = { channel: 'telegram', chat: String(place.chat.id) } as const;
  return place.is_topic_message && place.message_thread_id !== undefined
    ? { ...chat, topic: String(place.message_thread_id) }
    : chat;
}

function authorOf(user: { readonly id: number; readonly language_code?: string | undefined }) {
  const id = String(user.id);
  return user.language_code === undefined ? { id } : { id, languageHint: user.language_code };
}

/** An anonymous administrator speaks as the group itself; channels (forwarded or not) and other bots have no say. */
function whoWrote(message: TelegramMessage): InboundMessage['author'] | null {
  if (message.sender_chat !== undefined) {
    return message.sender_chat.id === message.chat.id ? { id: String(message.sender_chat.id) } : null;
  }
  return message.from === undefined || message.from.is_bot ? null : authorOf(message.from);
}

/** A change to something we cannot read (a live location moves on) is not worth a second answer. */
function contentOf(message: TelegramMessage, edited: boolean): InboundContent | null {
  const text = message.text ?? message.caption;
  if (text !== undefined) {
    const replyTo = isReply(message) ? message.reply_to_message?.message_id : undefined;
    return { type: 'text', text, edited, ...(replyTo === undefined ? {} : { replyTo: String(replyTo) }) };
  }
  const what = unreadableOf(message);
  return what === null || edited ? null : { type: 'unreadable', what };
}

type Unreadable = Extract<InboundContent, { type: 'unreadable' }>['what'];

/** In this order, because an animation is announced as a document too and a venue as a location. */
const unreadables = [
  ['voice', ['voice', 'video_note']],
  ['picture', ['photo', 'live_photo', 'video', 'animation']],
  ['sticker', ['sticker']],
  ['file', ['document', 'audio']],
  [
    'other',
    [
      'checklist',
      'contact',
      'dice',
      'game',
      'location',
      'paid_media',
      'poll',
      'rich_message',
      'story',
      'venue',
    ],
  ],
] as const satisfies readonly (readonly [Unreadable, readonly (keyof TelegramMessage)[]])[];

/** `null` is a service message: somebody joined, a message was pinned. */
function unreadableOf(message: TelegramMessage): Unreadable | null {
  const found = unreadables.find(([, fields]) => fields.some((field) => message[field] !== undefined));
  return found?.[0] ?? null;
}
