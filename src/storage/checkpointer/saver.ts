// Where the advisor's graph keeps a conversation between two turns: one list in the key-value store for each
// thread, read whole in one request and appended to in one. An array such as the messages is sent once: a
// checkpoint says how many of the last elements of its parent's array it keeps, and carries only the new ones.
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type PendingWrite,
  WRITES_IDX_MAP,
} from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import type { Kv } from '../kv/port.ts';
import { addressOf, type Config, configOf } from './address.ts';
import type { CheckpointEntry } from './entry.ts';
import { type History, nsOf, type Whole } from './history.ts';
import { pendingWrites } from './pending-writes.ts';
import { splitArrays } from './split.ts';
import { ThreadLists } from './thread-list.ts';

/** A checkpoint that leans on more entries than this is written whole. */
const FURTHEST = 40;

/**
 * A checkpointer on a Kv: a turn with durability `exit` is one request to read and one to write. What it keeps
 * lives for 30 days after the last turn; older checkpoints than the last few of a thread are not kept.
 * All its methods throw AppError `kv.unavailable` when the store cannot be reached.
 */
export function createCheckpointer(kv: Kv): BaseCheckpointSaver {
  return new KvSaver(kv);
}

class KvSaver extends BaseCheckpointSaver {
  readonly #lists: ThreadLists;

  constructor(kv: Kv) {
    super();
    this.#lists = new ThreadLists(kv);
  }

  override async getTuple(config: Config): Promise<CheckpointTuple | undefined> {
    const { thread, ns, id } = addressOf(config);
    if (thread === undefined) return undefined;
    const history = await this.#lists.read(thread);
    const whole = history.find(ns ?? '', id);
    return whole && this.#tuple(thread, history, whole);
  }

  override async *list(config: Config, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { thread, ns, id } = addressOf(config);
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    for (const each of thread === undefined ? await this.#lists.all() : [thread]) {
      const history = await this.#lists.read(each);
      for (const whole of history.newestFirst(ns)) {
        if (!isWanted(whole.entry, id, options)) continue;
        left -= 1;
        if (left < 0) return;
        yield await this.#tuple(each, history, whole);
      }
    }
  }

  override async put(
    config: Config,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<Config> {
    const { thread, ns = '', id: parentId } = addressOf(config);
    if (thread === undefined) throw new TypeError('a checkpoint needs a thread_id');
    const history = await this.#lists.reading(thread, ns, parentId);
    const parent = parentId === undefined ? undefined : history.find(ns, parentId);
    const given = await this.#plain(checkpoint.channel_values);
    const isParentLost = parentId !== undefined && parent === undefined;
    const values = isParentLost ? given : carriedOver(given, parent?.values ?? {}, newVersions);
    const near = parent !== undefined && history.entries.length - parent.oldest < FURTHEST;
    await this.#lists.append(thread, history, {
      type: 'c',
      ...optional('ns', ns),
      id: checkpoint.id,
      ...optional('parent', parentId),
      v: checkpoint.v,
      ts: checkpoint.ts,
      cv: checkpoint.channel_versions,
      vs: checkpoint.versions_seen,
      meta: await this.#plain(metadata),
      ...(near ? splitArrays(values, parent.values) : { val: values }),
    });
    return configOf(thread, ns, checkpoint.id);
  }

  override async putWrites(
    config: Config,
    writes: PendingWrite[],
    task: string,
    path?: string,
  ): Promise<void> {
    const { thread, ns = '', id } = addressOf(config);
    if (thread === undefined) throw new TypeError('writes need a thread_id');
    if (id === undefined) throw new TypeError('writes need a checkpoint_id');
    const values = await this.#plain({ ...writes.map(([, value]) => value) });
    await this.#lists.append(thread, await this.#lists.reading(thread, ns, id), {
      type: 'w',
      ...optional('ns', ns),
      id,
      task,
      ...optional('path', path),
      writes: writes.map(([channel], index) => [WRITES_IDX_MAP[channel] ?? index, channel, values[index]]),
    });
  }

  override deleteThread(threadId: string): Promise<void> {
    return this.#lists.delete(threadId);
  }

  async #tuple(thread: string, history: History, { entry, values }: Whole): Promise<CheckpointTuple> {
    const { id, parent, v, ts, cv, vs, meta } = entry;
    const ns = nsOf(entry);
    const checkpoint: Checkpoint = {
      v,
      id,
      ts,
      channel_values: await this.#revived(values),
      channel_versions: cv,
      versions_seen: vs,
    };
    return {
      config: configOf(thread, ns, id),
      checkpoint,
      metadata: await this.#revived(meta),
      pendingWrites: await this.#revived(pendingWrites(history.writesOn(entry))),
      ...(parent === undefined ? {} : { parentConfig: configOf(thread, ns, parent) }),
    };
  }

  /** A record as JSON can hold it: messages and other classes become marked records. */
  async #plain(record: object): Promise<Record<string, unknown>> {
    const [, bytes] = await this.serde.dumpsTyped(record);
    return plainRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));
  }

  /** The way back from `#plain`, with the classes. */
  #revived(plain: unknown) {
    return this.serde.loadsTyped('json', JSON.stringify(plain));
  }
}

const plainRecord = z.record(z.string(), z.unknown());

/** Channels without a new version are as the parent has them; without a parent they are not stored. */
function carriedOver(
  values: Readonly<Record<string, unknown>>,
  parent: Readonly<Record<string, unknown>>,
  newVersions: ChannelVersions,
): Record<string, unknown> {
  const current: Record<string, unknown> = {};
  for (const [channel, value] of Object.entries(values)) {
    if (Object.hasOwn(newVersions, channel)) current[channel] = value;
    else if (Object.hasOwn(parent, channel)) current[channel] = parent[channel];
  }
  return current;
}

function isWanted(entry: CheckpointEntry, id: string | undefined, options: CheckpointListOptions): boolean {
  const before = options.before && addressOf(options.before).id;
  if (id !== undefined && entry.id !== id) return false;
  if (before !== undefined && entry.id >= before) return false;
  return Object.entries(options.filter ?? {}).every(
    ([name, value]) => JSON.stringify(entry.meta[name]) === JSON.stringify(value),
  );
}

/** A field that is left out when it says nothing. */
function optional<Name extends string>(name: Name, value: string | undefined): { [N in Name]?: string } {
  const field: { [N in Name]?: string } = {};
  if (value) field[name] = value;
  return field;
}
