// One message on its way through the conversation: what is known when it is handled, and what comes of it.

import type { Triage } from '../advice/triage/triage.ts';
import type { Clock, EpochMs } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Zone } from '../base/time.ts';
import type { Channel, InboundMessage } from '../channel/port.ts';
import type { Language } from '../locale/languages.ts';
import type { Reply } from '../reply/reply.ts';
import type { Diary } from '../tracker/diary.ts';
import type { Change } from '../tracker/record.ts';
import type { Understand } from '../understanding/understand.ts';
import type { Advisor, ChatRecord, Records, Situation, Threads, Unit } from './ports.ts';

/** What the conversation is made of; app.ts joins it. */
export interface Services {
  readonly clock: Clock;
  readonly log: Log;
  readonly records: Records;
  readonly diary: Diary;
  readonly threads: Threads;
  readonly advisor: Advisor;
  readonly understand: Understand;
  readonly triage: Triage;
  readonly channel: Channel;
  readonly newId: () => string;
  readonly defaults: { readonly language: Language; readonly zone: Zone | null };
}

export interface Turn {
  readonly services: Services;
  readonly message: InboundMessage;
  readonly situation: Situation;
  /** The chat as stored, or as it will be stored by this turn. */
  readonly chat: ChatRecord;
  /** The language of the answer. */
  readonly language: Language;
  /** Whether that language was chosen or noticed, not merely assumed. */
  readonly languageKnown: boolean;
  /** The zone times are read and written in; of no meaning while the chat has none. */
  readonly zone: Zone;
  /** When the message was written. */
  readonly now: EpochMs;
}

/** What is to be written and said. Everything that is not named stays as it is. */
export interface Action {
  readonly replies: readonly Reply[];
  readonly changes?: readonly Change[];
  readonly undoes?: readonly string[];
  readonly settings?: Unit['settings'];
  /** The language of this answer, where it is not the turn's. */
  readonly language?: Language;
  /** Remember the language as the speaker's own. */
  readonly speakerLanguage?: Language;
  readonly hold?: boolean;
  /** Messages kept for later can be acted upon now. */
  readonly release?: boolean;
}

/** One reply and nothing to write. */
export const say = (...replies: readonly Reply[]): Action => ({ replies });

/** `channel:user`, as the diary notes who wrote an entry. */
export const authorOf = ({ address, author }: InboundMessage): string => `${address.channel}:${author.id}`;
