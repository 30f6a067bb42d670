// What the conversation needs from the rest of the house. Storage and advice implement these; app.ts joins them.
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import type { ChatAddress } from '../channel/port.ts';
import type { Language } from '../locale/languages.ts';
import type { DiaryEvent } from '../tracker/event.ts';
import type { Domain } from '../understanding/intent.ts';

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
  /** Sessions going on and the events of the last 24 hours, by start. */
  readonly diary: readonly DiaryEvent[];
}

export type AdviceResult =
  | {
      readonly outcome: 'answered';
      readonly text: string;
      readonly domain: Domain;
      readonly remembered: boolean;
    }
  /** `absent`: no model is configured. The other reasons are failures of one that is. */
  | { readonly outcome: 'unavailable'; readonly reason: 'absent' | 'slow' | 'busy' | 'garbled' };

export interface Advisor {
  /** Answers within about 25 s. Failures of the model or of memory are results, not exceptions. */
  answer(request: AdviceRequest): Promise<AdviceResult>;
}
