// The border to the chat platforms: an update comes in as an InboundMessage, an OutboundMessage goes out.
import type { EpochMs } from '../base/clock.ts';

export type ChannelName = 'telegram' | 'whatsapp' | 'terminal';

/** Where a conversation takes place. `topic` is a forum topic of a group, where there is one. */
export interface ChatAddress {
  readonly channel: ChannelName;
  readonly chat: string;
  readonly topic?: string;
}

export type InboundContent =
  /** Words. `edited`: the author changed a message sent before. `replyTo`: id of the message it answers. */
  | { readonly type: 'text'; readonly text: string; readonly edited: boolean; readonly replyTo?: string }
  /** A press on one of our buttons; `data` is what we put into it. `callback` answers the press. */
  | { readonly type: 'button'; readonly data: string; readonly callback: string; readonly on?: string }
  /** Something we cannot read. */
  | { readonly type: 'unreadable'; readonly what: 'voice' | 'picture' | 'sticker' | 'file' | 'other' };

export interface InboundMessage {
  /** The same for every delivery of one update, unique over all channels, e.g. `tg:<bot>:<update id>`. */
  readonly updateKey: string;
  readonly address: ChatAddress;
  readonly group: boolean;
  /** In a group: a command, a mention of the bot or a reply to it. In a private chat always true. */
  readonly addressed: boolean;
  readonly author: {
    /** The platform's user id. */
    readonly id: string;
    /** The language the platform says the user prefers (BCP 47), where it says so. */
    readonly languageHint?: string;
  };
  /** The platform's id of the message, where it has one. */
  readonly messageId?: string;
  /** When the author wrote it, not when it reached us. */
  readonly sentAt: EpochMs;
  readonly content: InboundContent;
}

export interface Button {
  readonly label: string;
  /** 1 to 64 bytes, given back in `InboundContent.data`. */
  readonly data: string;
}

export interface OutboundMessage {
  readonly text: string;
  /** Rows of buttons below the text. */
  readonly buttons?: readonly (readonly Button[])[];
}

/** What became of a send. `gone`: the chat blocked us or no longer exists; `retry`: worth another try later. */
export type SendResult =
  | { readonly outcome: 'sent'; readonly messageId: string | null }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'moved'; readonly chat: string }
  | { readonly outcome: 'retry'; readonly afterSeconds: number };

/** A platform, as the conversation sees it. Failures are results, not exceptions. */
export interface Channel {
  readonly name: ChannelName;
  /** The longest text one message may have, in UTF-16 units. */
  readonly maxLength: number;
  send(address: ChatAddress, message: OutboundMessage): Promise<SendResult>;
  /** Shows that an answer is being prepared, where the platform can. Never fails. */
  typing(address: ChatAddress): Promise<void>;
  /** Ends the waiting state of a pressed button, where the platform has one. Never fails. */
  acknowledge(callback: string): Promise<void>;
}

/** What became of an inbound message. `repeated`: it was handled before. `busy`: offer it again later. */
export type Handled =
  | { readonly outcome: 'handled' }
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'ignored' }
  | { readonly outcome: 'busy'; readonly retryAfterSeconds: number };

/** Where a platform hands its messages on to. Replies go out through `Channel.send`. */
export interface Conversation {
  /** @throws AppError `storage.unavailable` when nothing could be stored: offer the message again later. */
  handle(message: InboundMessage): Promise<Handled>;
}
