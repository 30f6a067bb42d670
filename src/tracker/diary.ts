// The port of the diary's reading side. Driver: storage/diary/. Writing goes through the conversation's records.
import type { EpochMs } from '../base/clock.ts';
import type { DiaryEvent, EventKind } from './event.ts';

/** The newest entry of each kind asked for; absent where the diary holds none. */
export type Latest = Readonly<Partial<Record<EventKind, DiaryEvent>>>;

/** Whose diary. The family comes from the chat in code, never from a message or a model. */
export interface DiaryOwner {
  readonly familyId: string;
  readonly babyId: string;
}

export interface Diary {
  /**
   * Events that begin in [from, to), by start; costs what the period holds, however old the diary.
   * @throws AppError `storage.unavailable`
   */
  between(owner: DiaryOwner, from: EpochMs, to: EpochMs): Promise<readonly DiaryEvent[]>;

  /**
   * The newest entry of each kind that began after `from`.
   * @throws AppError `storage.unavailable`
   */
  latest(owner: DiaryOwner, kinds: readonly EventKind[], from: EpochMs): Promise<Latest>;
}
