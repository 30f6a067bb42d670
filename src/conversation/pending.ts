// A question of ours that waits for an answer: kept with the chat, so that it survives restarts.
import { z } from 'zod';
import { sessionKinds } from '../tracker/event.ts';
import { settledSchema } from '../understanding/intent.ts';

export const pendingSchema = z.discriminatedUnion('type', [
  /** An end was told and its start is not known. */
  z.strictObject({ type: z.literal('start-of'), kind: z.enum(sessionKinds), end: z.int(), askedAt: z.int() }),
  /** Likely readings of an unclear message, in the order of the buttons. */
  z.strictObject({
    type: z.literal('choice'),
    text: z.string(),
    candidates: z.array(settledSchema),
    askedAt: z.int(),
  }),
  /** A city or zone is awaited. */
  z.strictObject({ type: z.literal('zone'), askedAt: z.int() }),
]);
export type Pending = z.infer<typeof pendingSchema>;
