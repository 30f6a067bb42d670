// The words of the diary: what parents say happened (SaidEvent) and what is kept (DiaryEvent).
// Understanding produces the first, record.ts turns it into the second.
import { z } from 'zod';

export const eventKinds = ['sleep', 'feed', 'diaper'] as const;
export type EventKind = (typeof eventKinds)[number];

/** Kinds that last: they have a start and an end, and can be going on. A diaper is a moment. */
export const sessionKinds = ['sleep', 'feed'] as const;
export type SessionKind = (typeof sessionKinds)[number];
export const isSessionKind = (kind: EventKind): kind is SessionKind => kind !== 'diaper';

const instant = z.int();

export const detailsSchema = z.strictObject({
  /** Milk or formula taken, in ml. */
  amountMl: z.number().positive().optional(),
  /** Breast the baby fed on. */
  side: z.enum(['left', 'right', 'both']).optional(),
  /** What was in the diaper; absent when not said. */
  diaper: z.enum(['wet', 'dirty', 'both']).optional(),
});
/** What is known of an event besides its times; keys are absent when not said. */
export type Details = z.infer<typeof detailsSchema>;
export type Side = NonNullable<Details['side']>;
export type DiaperType = NonNullable<Details['diaper']>;

/**
 * One thing a parent says happened, times already resolved to instants.
 * - `start`: began and may be going on (`start` set). `end`: finished; which session it closes is the tracker's business (`end` set).
 * - `interval`: both ends said. `instant`: a moment, or a session told by one time only (`start` set).
 */
export const saidEventSchema = z.strictObject({
  kind: z.enum(eventKinds),
  action: z.enum(['start', 'end', 'interval', 'instant']),
  start: instant.nullable(),
  end: instant.nullable(),
  details: detailsSchema,
});
export type SaidEvent = z.infer<typeof saidEventSchema>;

/** An event of the diary. Times are instants in UTC ms; `zone` is the one they were said in. */
export const diaryEventSchema = z.strictObject({
  id: z.string().min(1),
  babyId: z.string().min(1),
  kind: z.enum(eventKinds),
  startedAt: instant,
  /** `null` for a moment and for a session that is going on. */
  endedAt: instant.nullable(),
  /** A session that is going on: at most one for each baby and kind. */
  open: z.boolean(),
  zone: z.string(),
  details: detailsSchema,
  /** Who wrote it: `channel:user`. */
  author: z.string(),
});
export type DiaryEvent = z.infer<typeof diaryEventSchema>;
