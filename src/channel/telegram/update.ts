// The border: the parts of a Telegram update that the bot reads, checked. Everything else of it is dropped here.
import { z } from 'zod';

const userSchema = z.object({ id: z.int(), is_bot: z.boolean(), language_code: z.string().optional() });
const chatSchema = z.object({ id: z.int(), type: z.enum(['private', 'group', 'supergroup', 'channel']) });
const entitySchema = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  user: z.object({ id: z.int() }).optional(),
});

/** Present or not: nothing of what is inside is read. */
const presence = z.unknown().optional();

const messageSchema = z.object({
  message_id: z.int(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  from: userSchema.optional(),
  sender_chat: z.object({ id: z.int() }).optional(),
  chat: chatSchema,
  date: z.int(),
  edit_date: z.int().optional(),
  reply_to_message: z
    .object({
      message_id: z.int(),
      from: z.object({ id: z.int() }).optional(),
      forum_topic_created: presence,
    })
    .optional(),
  text: z.string().optional(),
  entities: z.array(entitySchema).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(entitySchema).optional(),
  animation: presence,
  audio: presence,
  checklist: presence,
  contact: presence,
  dice: presence,
  document: presence,
  game: presence,
  live_photo: presence,
  location: presence,
  paid_media: presence,
  photo: presence,
  poll: presence,
  rich_message: presence,
  sticker: presence,
  story: presence,
  venue: presence,
  video: presence,
  video_note: presence,
  voice: presence,
});
export type TelegramMessage = z.infer<typeof messageSchema>;
export type TelegramEntity = z.infer<typeof entitySchema>;

const callbackSchema = z.object({
  id: z.string(),
  from: userSchema,
  data: z.string().optional(),
  /** Absent for buttons of inline messages; without a sender and with date 0 when it is too old to be shown. */
  message: z
    .object({
      message_id: z.int(),
      message_thread_id: z.int().optional(),
      is_topic_message: z.boolean().optional(),
      chat: chatSchema,
    })
    .optional(),
});
export type TelegramCallback = z.infer<typeof callbackSchema>;

const idSchema = z.object({ update_id: z.int() });
const updateSchema = idSchema.extend({
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: callbackSchema.optional(),
});
export type TelegramUpdate = z.infer<typeof updateSchema>;

/** A checked update; `strange`: an update by its id, in a shape we do not know; `foreign`: no update at all. */
export type ReadUpdate = TelegramUpdate | 'strange' | 'foreign';

/** Reads the parsed body of a webhook call or one element of what `getUpdates` answered. */
export function readUpdate(body: unknown): ReadUpdate {
  const read = updateSchema.safeParse(body);
  if (read.success) return read.data;
  return idSchema.safeParse(body).success ? 'strange' : 'foreign';
}
