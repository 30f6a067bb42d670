// What the conversation needs from the rest of the house. Storage and advice implement these; app.ts joins them.
import type { RedFlag } from '../advice/triage/triage.ts';
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import type { ChatAddress, InboundMessage, OutboundMessage } from '../channel/port.ts';
import type { Language } from '../locale/languages.ts';
import type { DiaryOwner } from '../tracker/diary.ts';
import type { DiaryEvent } from '../tracker/event.ts';
import type { Change } from '../tracker/record.ts';
import type { ChangeSet } from '../tracker/revise.ts';
import type { Domain } from '../understanding/intent.ts';
import type { Pending } from './pending.ts';

/** Which earlier message an update is about: by the update that brought it, or by its id in the chat. */
export type About = { readonly by: 'update' | 'message'; readonly id: string };

/** What is durably known when an update arrives: one request reads it all. */
export interface Situation {
  /** The row of this very update, if it was here before. */
  readonly seen: SeenUpdate | null;
  /** `null`: a chat that never wrote before. */
  readonly chat: ChatRecord | null;
  /** The speaker's own language, once chosen or noticed. */
  readonly speakerLanguage: string | null;
  /** Counts the writes to the family's diary; a write says which one it has seen. */
  readonly revision: number;
  /** Sessions going on. */
  readonly open: readonly DiaryEvent[];
  /** What the message asked about wrote, else what this speaker wrote last; `null` where nothing can be taken back. */
  readonly lastChange: ChangeSet | null;
  /** Messages kept until the family has told its time zone, oldest first. */
  readonly held: readonly InboundMessage[];
}

export interface SeenUpdate {
  /** `held`: kept for later, not acted upon yet. */
  readonly state: 'done' | 'held';
  readonly receivedAt: EpochMs;
  readonly replies: readonly OutboundMessage[];
  readonly delivered: boolean;
}

/** A chat's family and settings. */
export interface ChatRecord extends DiaryOwner {
  /** `null`: the family has not told it yet. */
  readonly zone: Zone | null;
  /** Minutes after midnight at which the family's day begins. */
  readonly dayStartsAt: number;
  readonly babySex: 'female' | 'male' | null;
  /** The baby's birthday as `YYYY-MM-DD`. */
  readonly babyBornOn: string | null;
  /** A question of ours that waits for an answer. */
  readonly pending: Pending | null;
}

/** Everything one update writes: all of it or nothing. */
export interface Unit {
  readonly message: InboundMessage;
  readonly receivedAt: EpochMs;
  readonly chat: ChatRecord;
  /** The chat is new: make its family, too. */
  readonly isNew: boolean;
  /** The revision that was read. If the diary has moved on and there are changes, nothing is written. */
  readonly revision: number;
  readonly changes: readonly Change[];
  /** Updates whose changes are hereby taken back and cannot be taken back again. */
  readonly undoes: readonly string[];
  readonly replies: readonly OutboundMessage[];
  /** New settings of the chat; absent keys stay. */
  readonly settings: { readonly zone?: Zone; readonly pending?: Pending | null };
  /** The speaker's language, to be remembered. */
  readonly speakerLanguage?: Language;
  /** Keep the message for later instead of acting upon it. */
  readonly hold: boolean;
  /** The message was kept and is now acted upon. */
  readonly wasHeld: boolean;
}

/** `repeated`: the update was here before. `conflict`: something changed since the read; read again. */
export type CommitResult = 'committed' | 'repeated' | 'conflict';

/** A reply that reached its chat. */
export interface DeliveryMark {
  readonly updateKey: string;
  readonly at: EpochMs;
  /** The platform's id of the message that was sent. */
  readonly messageId: string | null;
}

/** The durable record: inbox, diary and settings. Every method costs one request. */
export interface Records {
  /** What is known for this update. `about` picks whose changes `lastChange` holds. @throws AppError `storage.unavailable` */
  read(message: InboundMessage, about: About | null): Promise<Situation>;
  /** Writes the unit in one transaction, and delivery marks of earlier replies along with it. @throws AppError `storage.unavailable` */
  commit(unit: Unit, delivered: readonly DeliveryMark[]): Promise<CommitResult>;
  /** Writes delivery marks alone. @throws AppError `storage.unavailable` */
  markDelivered(delivered: readonly DeliveryMark[]): Promise<void>;
}

/** Which conversation a chat is in. Kept in KV and so forgettable. */
export interface Threads {
  /** The thread of a chat; the first call makes one. One KV request. @throws AppError `kv.unavailable` */
  threadOf(address: ChatAddress): Promise<string>;
  /** Starts a new thread and deletes what the old one remembered. @throws AppError `kv.unavailable` */
  reset(address: ChatAddress): Promise<void>;
}

/** A question with everything the advisor may know. Nothing in it names the family. */
export interface AdviceRequest {
  readonly text: string;
  readonly language: Language;
  /** `null`: no memory is to be had now, answer without it. */
  readonly thread: string | null;
  readonly now: EpochMs;
  readonly zone: Zone;
  readonly baby: { readonly ageDays: number | null; readonly sex: 'female' | 'male' | null };
  /** Sessions going on, and the events that reach into the last 24 hours, by start. */
  readonly diary: readonly DiaryEvent[];
}

export type AdviceResult =
  | {
      readonly outcome: 'answered';
      readonly text: string;
      readonly domain: Domain;
      readonly remembered: boolean;
    }
  /** A danger that shows only with what was told earlier in the conversation; no model was asked. */
  | { readonly outcome: 'emergency'; readonly flags: readonly RedFlag[] }
  /** `absent`: no model is configured. The other reasons are failures of one that is. */
  | { readonly outcome: 'unavailable'; readonly reason: 'absent' | 'slow' | 'busy' | 'garbled' };

export interface Advisor {
  /** Answers within about 25 s. Failures of the model or of memory are results, not exceptions. */
  answer(request: AdviceRequest): Promise<AdviceResult>;
}
