// Rows of the database, parsed once at the border; beyond it the rest of the house trusts the types.
import { z } from 'zod';
import { AppError } from '../../base/errors.ts';
import { pendingSchema } from '../../conversation/pending.ts';
import type { Situation } from '../../conversation/ports.ts';
import { diaryEventSchema } from '../../tracker/event.ts';
import type { Row } from '../database/port.ts';

const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);

const buttonSchema = z.strictObject({ label: z.string(), data: z.string() });
const repliesSchema = z.array(
  z.strictObject({ text: z.string(), buttons: z.array(z.array(buttonSchema)).exactOptional() }),
);

const seenSchema = z.strictObject({
  state: z.enum(['done', 'held']),
  receivedAt: z.int(),
  replies: repliesSchema,
  delivered: z.boolean(),
});

const entryOrNull = diaryEventSchema.nullable();
const changeSetSchema = z.strictObject({
  updateKey: z.string(),
  changes: z.array(z.strictObject({ before: entryOrNull, after: entryOrNull, current: entryOrNull })),
});

const heldSchema = z.strictObject({
  updateKey: z.string(),
  address: z.strictObject({
    channel: z.enum(['telegram', 'whatsapp', 'terminal']),
    chat: z.string(),
    topic: z.string().exactOptional(),
  }),
  group: z.boolean(),
  addressed: z.boolean(),
  author: z.strictObject({ id: z.string(), languageHint: z.string().exactOptional() }),
  messageId: z.string().exactOptional(),
  sentAt: z.int(),
  content: z.strictObject({
    type: z.literal('text'),
    text: z.string(),
    edited: z.boolean(),
    replyTo: z.string().exactOptional(),
  }),
});

const chatSchema = z.object({
  family: z.string(),
  baby: z.string(),
  zone: z.string().nullable(),
  day_starts_at: z.number(),
  pending: json(pendingSchema).nullable().catch(null),
  sex: z.enum(['female', 'male']).nullable(),
  born_on: z.string().nullable(),
});

const situationSchema = z.object({
  seen: json(seenSchema).nullable(),
  family: z.string().nullable(),
  language: z.string().nullable(),
  revision: z.number().nullable(),
  open: json(z.array(diaryEventSchema)),
  last_change: json(changeSetSchema).nullable(),
  held: json(z.array(heldSchema)),
});

/** @throws AppError `storage.corrupt` */
export function situationOf(row: Row | undefined): Situation {
  const parsed = parse(situationSchema, row);
  return {
    seen: parsed.seen,
    chat: parsed.family === null ? null : chatOf(row),
    speakerLanguage: parsed.language,
    revision: parsed.revision ?? 0,
    open: parsed.open,
    lastChange: parsed.last_change,
    held: parsed.held,
  };
}

function chatOf(row: Row | undefined): Situation['chat'] {
  const { family, baby, zone, day_starts_at, pending, sex, born_on } = parse(chatSchema, row);
  return {
    familyId: family,
    babyId: baby,
    zone,
    dayStartsAt: day_starts_at,
    babySex: sex,
    babyBornOn: born_on,
    pending,
  };
}

const eventRowSchema = z.object({ event: json(diaryEventSchema) });

/** The `event` column of a row. @throws AppError `storage.corrupt` */
export const eventOf = (row: Row) => parse(eventRowSchema, row).event;

function parse<Schema extends z.ZodType>(schema: Schema, row: Row | undefined): z.output<Schema> {
  const result = schema.safeParse(row);
  if (result.success) return result.data;
  // Only the places, never the values: rows hold what parents wrote.
  const places = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new AppError('storage.corrupt', `a row does not have its shape at: ${places}`);
}
