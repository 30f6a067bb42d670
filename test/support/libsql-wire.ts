// The requests of the Hrana protocol, as the stand-in for a remote libSQL server reads them.
import { z } from 'zod';

const value = z.discriminatedUnion('type', [
  z.object({ type: z.literal('null') }),
  z.object({ type: z.literal('integer'), value: z.string() }),
  z.object({ type: z.literal('float'), value: z.number() }),
  z.object({ type: z.literal('text'), value: z.string() }),
  z.object({ type: z.literal('blob'), base64: z.string() }),
]);
export type Value = z.infer<typeof value>;

const sqlOrId = z.object({ sql: z.string().exactOptional(), sql_id: z.int().exactOptional() });
const statement = sqlOrId.extend({
  args: z.array(value).default([]),
  named_args: z.array(z.object({ name: z.string(), value })).default([]),
  want_rows: z.boolean().default(true),
});
export type Statement = z.infer<typeof statement>;

/** When a step of a batch runs: depends on steps before it, or on whether a transaction is open. */
export type Condition =
  | { readonly type: 'ok' | 'error'; readonly step: number }
  | { readonly type: 'not'; readonly cond: Condition }
  | { readonly type: 'and' | 'or'; readonly conds: readonly Condition[] }
  | { readonly type: 'is_autocommit' };
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['ok', 'error']), step: z.int() }),
    z.object({ type: z.literal('not'), cond: condition }),
    z.object({ type: z.enum(['and', 'or']), conds: z.array(condition) }),
    z.object({ type: z.literal('is_autocommit') }),
  ]),
);

const batch = z.object({ steps: z.array(z.object({ stmt: statement, condition: condition.nullish() })) });

const streamRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('execute'), stmt: statement }),
  z.object({ type: z.literal('batch'), batch }),
  sqlOrId.extend({ type: z.literal('sequence') }),
  sqlOrId.extend({ type: z.literal('describe') }),
  z.object({ type: z.literal('store_sql'), sql_id: z.int(), sql: z.string() }),
  z.object({ type: z.literal('close_sql'), sql_id: z.int() }),
  z.object({ type: z.literal('get_autocommit') }),
  z.object({ type: z.literal('close') }),
]);
export type StreamRequest = z.infer<typeof streamRequest>;

/** The body of a call: requests for one stream, a new one without a baton. */
export const pipelineSchema = z.object({ baton: z.string().nullish(), requests: z.array(streamRequest) });
