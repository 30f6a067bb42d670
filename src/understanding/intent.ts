// What a message means. Every layer of understanding (commands, phrases, model) answers with one Intent.
import { z } from 'zod';
import { detailsSchema, eventKinds, saidEventSchema } from '../tracker/event.ts';

export const periods = ['day', 'yesterday', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

export const domains = ['general', 'sleep', 'feeding', 'baby_gear', 'development', 'health_safety'] as const;
export type Domain = (typeof domains)[number];

const kind = z.enum(eventKinds);

/** A change to the entry logged just before. `from` is what it said, where known; instants in ms, amounts in ml. */
const correctionSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('start'), from: z.int().nullable(), to: z.int() }),
  z.strictObject({ field: z.literal('end'), from: z.int().nullable(), to: z.int() }),
  z.strictObject({ field: z.literal('amountMl'), from: z.number().nullable(), to: z.number().positive() }),
  z.strictObject({
    field: z.literal('side'),
    from: detailsSchema.shape.side.nullable(),
    to: detailsSchema.shape.side.unwrap(),
  }),
  z.strictObject({
    field: z.literal('diaper'),
    from: detailsSchema.shape.diaper.nullable(),
    to: detailsSchema.shape.diaper.unwrap(),
  }),
]);
export type Correction = z.infer<typeof correctionSchema>;

/** Why nothing is done about a message; `unsupported` names a kind of event the diary does not keep yet. */
const noneReasons = ['chatter', 'negation', 'plan', 'other-person', 'unsupported', 'unclear'] as const;

/** A time or amount that cannot be right; nothing is logged and the reply says what was understood. */
const problems = [
  'future',
  'too-old',
  'end-before-start',
  'too-long',
  'amount-out-of-range',
  'no-such-time',
] as const;
export type Problem = (typeof problems)[number];

export const settledSchema = z.discriminatedUnion('type', [
  /** One to many events, in the order told. */
  z.strictObject({ type: z.literal('log'), events: z.array(saidEventSchema).min(1) }),
  z.strictObject({ type: z.literal('correct'), kind, change: correctionSchema }),
  z.strictObject({ type: z.literal('undo') }),
  z.strictObject({ type: z.literal('summary'), period: z.enum(periods) }),
  /** "When did she last eat?": answered from the diary. */
  z.strictObject({ type: z.literal('latest'), kind: kind.nullable() }),
  z.strictObject({ type: z.literal('question') }),
  z.strictObject({
    type: z.literal('command'),
    name: z.enum(['start', 'reset', 'language', 'timezone', 'cancel']),
    argument: z.string(),
  }),
  z.strictObject({ type: z.literal('help') }),
  /** An unknown command, with the nearest known one (without the slash) where there is one. */
  z.strictObject({ type: z.literal('unknown-command'), typed: z.string(), nearest: z.string().nullable() }),
  /** The words are clear and the figures impossible: `value` is an instant, ms or ml, as the problem goes. */
  z.strictObject({
    type: z.literal('impossible'),
    kind,
    problem: z.enum(problems),
    value: z.number().nullable(),
  }),
  z.strictObject({ type: z.literal('none'), reason: z.enum(noneReasons) }),
]);
export type SettledIntent = z.infer<typeof settledSchema>;

/** A settled intent, or `ask`: the likely readings, likeliest first; nothing is stored until the parent picks. */
export const intentSchema = z.union([
  settledSchema,
  z.strictObject({ type: z.literal('ask'), candidates: z.array(settledSchema).min(1) }),
]);
export type Intent = z.infer<typeof intentSchema>;
