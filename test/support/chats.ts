// Parents who write to the bot. What they say is posted to the real door as Telegram would post it, and what the
// bot answers is read from the fake Bot API: tests are told as dialogue.
import type { Chat, Message, MessageEntity, User } from 'grammy/types';
import { type Clock, type EpochMs, MINUTE } from '../../src/base/clock.ts';
import { Temporal, toInstant, type Zone } from '../../src/base/time.ts';
import { type BotApi, botUser, type SentMessage } from './bot-api.ts';

export interface FakeClock extends Clock {
  set(at: EpochMs): void;
}

/** A clock that stands still until it is set. */
export function createFakeClock(at: EpochMs = Date.UTC(2026, 2, 10, 12)): FakeClock {
  let now = at;
  return {
    now: () => now,
    set: (next) => {
      now = next;
    },
  };
}

/** The instant at which the wall clock of `zone` shows `local`, as in `2026-03-10T19:05`. */
export function instant(local: string, zone: Zone): EpochMs {
  return toInstant(Temporal.PlainDateTime.from(local), zone);
}

/** The request Telegram makes for an update. */
export function webhookRequest(update: unknown, secret: string): Request {
  return new Request('http://localhost/api/telegram', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify(update),
  });
}

export interface ChatsDependencies {
  /** The door as it is deployed. */
  readonly door: (request: Request) => Promise<Response>;
  readonly secret: string;
  readonly api: BotApi;
  /** The clock the bot was given. */
  readonly clock: FakeClock;
}

export interface SayOptions {
  /** Message id it answers; a message of the bot unless it is one's own. */
  readonly replyTo?: number;
  /** How long the message was under way: its date is that much before the clock's now. */
  readonly minutesLate?: number;
  /** A forum topic of a group. */
  readonly topic?: number;
}

export interface Person {
  readonly user: User;
  readonly chat: number;
  /** Each resolves with what the bot sent to the chat meanwhile; throws when the door did not answer 200. */
  says(text: string, options?: SayOptions): Promise<readonly SentMessage[]>;
  /** Presses the latest button with this label. */
  taps(label: string): Promise<readonly SentMessage[]>;
  /** Changes a message of one's own: 0 is the first one said, -1 the last. */
  edits(which: number, text: string): Promise<readonly SentMessage[]>;
  sends(what: 'sticker' | 'voice' | 'photo', caption?: string): Promise<readonly SentMessage[]>;
  /** Everything the bot has sent to the chat. */
  readonly replies: readonly SentMessage[];
  /** The last of them; throws when there is none. */
  readonly last: SentMessage;
}

export interface Who {
  readonly language?: string;
  readonly name?: string;
}

export interface Chats {
  /** Sets the clock to a wall clock time: messages from now on are written then. */
  at(local: string, zone: Zone): void;
  private(who?: Who): Person;
  /** A group; each `member` is a person who writes in it. */
  group(title?: string): { readonly chat: number; member(who?: Who): Person };
  /** Posts an update as it is. */
  post(update: PostedUpdate): Promise<Response>;
  /** Posts the last update once more, as Telegram does when it is not sure. */
  redeliver(): Promise<Response>;
}

type Place = Chat.PrivateChat | Chat.SupergroupChat;
/** grammY's type of an update cannot be met with a reply in it under exact optional properties. */
type PostedUpdate = { readonly update_id: number };
type UpdateContent = { readonly [K in 'message' | 'edited_message' | 'callback_query']?: object };

export function createChats({ door, secret, api, clock }: ChatsDependencies): Chats {
  let updateId = 500_000;
  let nextUser = 81;
  let lastUpdate: PostedUpdate | undefined;

  const post = (update: PostedUpdate) => {
    lastUpdate = update;
    return door(webhookRequest(update, secret));
  };

  const deliver = async (chat: number, update: UpdateContent) => {
    const before = api.sent.length;
    updateId += 1;
    const response = await post({ update_id: updateId, ...update });
    if (response.status !== 200) throw new Error(`the door answered ${response.status}`);
    return api.sent.slice(before).filter((message) => message.chat === chat);
  };

  const person = (who: Who, place?: Place): Person => {
    nextUser += 1;
    const user = {
      id: nextUser,
      is_bot: false,
      first_name: who.name ?? `Parent ${nextUser}`,
      ...(who.language === undefined ? {} : { language_code: who.language }),
    };
    const chat = place ?? { id: user.id, type: 'private', first_name: user.first_name };
    return createPerson({ user, chat, api, clock, deliver: (update) => deliver(chat.id, update) });
  };

  return {
    at: (local, zone) => clock.set(instant(local, zone)),
    private: (who = {}) => person(who),
    group(title = 'Family') {
      nextUser += 1;
      const place: Place = { id: -1_001_000_000_000 - nextUser, type: 'supergroup', title };
      return { chat: place.id, member: (who = {}) => person(who, place) };
    },
    post,
    redeliver() {
      if (lastUpdate === undefined) throw new Error('nothing was sent yet');
      return post(lastUpdate);
    },
  };
}

/** Message ids of a chat count up, whoever writes. */
const messageIds = new Map<number, number>();

interface PersonDependencies {
  readonly user: User;
  readonly chat: Place;
  readonly api: BotApi;
  readonly clock: Clock;
  readonly deliver: (update: UpdateContent) => Promise<readonly SentMessage[]>;
}

function createPerson({ user, chat, api, clock, deliver }: PersonDependencies): Person {
  const said: { readonly message_id: number }[] = [];
  const replies = () => api.sent.filter((message) => message.chat === chat.id);

  const write = (content: Partial<Message>, { replyTo, minutesLate = 0, topic }: SayOptions = {}) => {
    const message_id = (messageIds.get(chat.id) ?? 0) + 1;
    messageIds.set(chat.id, message_id);
    const date = Math.floor((clock.now() - minutesLate * MINUTE) / 1000);
    const base = { message_id, date, chat, from: user };
    const own = said.some((message) => message.message_id === replyTo);
    const answered =
      replyTo === undefined
        ? {}
        : { reply_to_message: { ...base, message_id: replyTo, from: own ? user : botUser } };
    const thread = topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true };
    const message = { ...base, ...answered, ...thread, ...content };
    said.push(message);
    return deliver({ message });
  };

  return {
    user,
    chat: chat.id,
    says: (text, options) => write({ text, ...entitiesOf(text) }, options),
    sends: (what, caption) => write({ ...attachments[what], ...(caption === undefined ? {} : { caption }) }),
    edits(which, text) {
      const message = said.at(which);
      if (message === undefined) throw new Error(`there is no message ${which} to change`);
      const edit_date = Math.floor(clock.now() / 1000);
      return deliver({ edited_message: { ...message, text, ...entitiesOf(text), edit_date } });
    },
    taps(label) {
      const message = replies().findLast((each) => each.buttons.some((button) => button.label === label));
      const button = message?.buttons.find((each) => each.label === label);
      if (message === undefined || button === undefined) throw new Error(`there is no button "${label}"`);
      const { messageId: message_id, text, topic } = message;
      const thread = topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true };
      const on = { message_id, date: Math.floor(clock.now() / 1000), chat, from: botUser, text, ...thread };
      const callback_query = {
        id: `${chat.id}:${api.calls.length}`,
        from: user,
        chat_instance: `${chat.id}`,
        data: button.data,
        message: on,
      };
      return deliver({ callback_query });
    },
    get replies() {
      return replies();
    },
    get last() {
      const last = replies().at(-1);
      if (last === undefined) throw new Error('the bot has said nothing yet');
      return last;
    },
  };
}

const file = { file_id: 'file', file_unique_id: 'unique' } as const;
const attachments = {
  sticker: {
    sticker: { ...file, type: 'regular', width: 512, height: 512, is_animated: false, is_video: false },
  },
  voice: { voice: { ...file, duration: 3 } },
  photo: { photo: [{ ...file, width: 90, height: 90 }] },
} as const satisfies Record<string, Partial<Message>>;

/** What Telegram marks in a text: a command at its beginning and names with an @. */
function entitiesOf(text: string): { entities?: MessageEntity[] } {
  const command = /^\/\w+(@\w+)?/.exec(text)?.[0];
  const mentions = [...text.matchAll(/(?<=^|\s)@\w+/g)];
  const entities: MessageEntity[] = mentions.map((found) => ({
    type: 'mention',
    offset: found.index,
    length: found[0].length,
  }));
  if (command !== undefined) entities.unshift({ type: 'bot_command', offset: 0, length: command.length });
  return entities.length === 0 ? {} : { entities };
}
