// In a group: is a message meant for the bot? Reads commands, mentions and replies; our own @name is asked
// of Telegram only when there is another name to compare it with.
import type { TelegramEntity, TelegramMessage } from './update.ts';

export type Addressee = 'bot' | 'other-bot' | 'everyone';

interface Self {
  readonly botId: string;
  readonly botName: () => Promise<string>;
}

/** Who a group message is meant for, and its words without a mention of the bot. */
export async function readAddressee(
  message: TelegramMessage,
  self: Self,
): Promise<{ readonly to: Addressee; readonly text: string }> {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const command = await readCommand(text, entities, self);
  if (command === 'other-bot') return { to: command, text };
  const mentions = await mentionsOf(text, entities, self);
  const addressed = command === 'bot' || mentions.length > 0 || isReplyTo(self.botId, message);
  return { to: addressed ? 'bot' : 'everyone', text: without(text, mentions) };
}

async function readCommand(
  text: string,
  entities: readonly TelegramEntity[],
  self: Self,
): Promise<Addressee> {
  const command = entities.find((entity) => entity.type === 'bot_command' && entity.offset === 0);
  if (command === undefined) return 'everyone';
  const name = text.slice(0, command.length).split('@')[1];
  return name === undefined || name.toLowerCase() === (await self.botName()) ? 'bot' : 'other-bot';
}

async function mentionsOf(text: string, entities: readonly TelegramEntity[], self: Self) {
  const ours: TelegramEntity[] = [];
  for (const entity of entities) {
    if (entity.type === 'text_mention' && String(entity.user?.id) === self.botId) ours.push(entity);
    if (entity.type !== 'mention') continue;
    const name = text.slice(entity.offset + 1, entity.offset + entity.length);
    if (name.toLowerCase() === (await self.botName())) ours.push(entity);
  }
  return ours;
}

/** Every message of a forum topic formally answers the one that made the topic: that is no reply. */
export function isReply(message: TelegramMessage): boolean {
  return message.reply_to_message !== undefined && message.reply_to_message.forum_topic_created === undefined;
}

function isReplyTo(botId: string, message: TelegramMessage): boolean {
  return isReply(message) && String(message.reply_to_message?.from?.id) === botId;
}

/** A message that is nothing but our name keeps it: empty words would say less. */
function without(text: string, mentions: readonly TelegramEntity[]): string {
  let rest = text;
  for (const { offset, length } of mentions.toReversed()) {
    rest = `${rest.slice(0, offset).trimEnd()} ${rest.slice(offset + length).replace(/^[\s,:]+/, '')}`;
  }
  return mentions.length === 0 ? text : rest.trim() || text;
}
