// What a thread's list in the key-value store is made of: an entry for each checkpoint, and one for each task
// whose writes wait.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

const versions = z.record(z.string(), z.union([z.number(), z.string()]));

const checkpointEntry = z.object({
  type: z.literal('c'),
  /** Namespace of a graph within the graph; absent for the outermost. */
  ns: z.string().optional(),
  id: z.string(),
  parent: z.string().optional(),
  v: z.number(),
  ts: z.string(),
  /** Versions of the channels, and those each node has seen. */
  cv: versions,
  vs: z.record(z.string(), versions),
  meta: z.record(z.string(), z.unknown()),
  /** Values of channels, whole. */
  val: z.record(z.string(), z.unknown()),
  /** Arrays, told by their parent's: how many of its last elements come first, and what follows them. */
  add: z.record(z.string(), z.tuple([z.int().positive(), z.array(z.unknown())])).optional(),
});
export type CheckpointEntry = z.infer<typeof checkpointEntry>;

const writesEntry = z.object({
  type: z.literal('w'),
  ns: z.string().optional(),
  /** The checkpoint the writes wait on. */
  id: z.string(),
  task: z.string(),
  path: z.string().optional(),
  writes: z.array(z.tuple([z.int(), z.string(), z.unknown()])),
});
export type WritesEntry = z.infer<typeof writesEntry>;

const entry = z.discriminatedUnion('type', [checkpointEntry, writesEntry]);
export type Entry = z.infer<typeof entry>;

/** An entry as text: deflated, which saves a third of what a turn sends, the base64 that JSON asks for included. */
export function writeEntry(given: Entry): string {
  return deflateRawSync(JSON.stringify(given)).toString('base64');
}

/** The entries of a list, in order. What cannot be read counts as not there: a conversation may be forgotten. */
export function readEntries(texts: readonly string[]): Entry[] {
  return texts.flatMap((text) => entry.safeParse(unpacked(text)).data ?? []);
}

function unpacked(text: string): unknown {
  try {
    return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString());
  } catch {
    return undefined;
  }
}
