// The lists of all threads in the key-value store: reading one is one request, appending to one is another.
// The store forgets a list 30 days after the last turn; a list never grows beyond what its checkpoints need.
import { key, threadKeys } from '../kv/keys.ts';
import type { Kv } from '../kv/port.ts';
import { type Entry, readEntries, writeEntry } from './entry.ts';
import { History } from './history.ts';

const LIFE_SECONDS = 30 * 24 * 60 * 60;

/** Entries kept in any case, so that the last turns can be listed, and at most. */
const FEWEST = 8;
const MOST = 128;
/** Kept beyond what is needed, because another turn of the thread may append at the same time. */
const SPARE = 4;
/** Threads of which the last reading is remembered. */
const REMEMBERED = 100;
/** The threads started last, which a listing of all threads finds. */
const LISTED = 1000;

export class ThreadLists {
  readonly #kv: Kv;
  /** The last reading of a thread, so that the write at the end of a turn need not read again. */
  readonly #readings = new Map<string, History>();

  constructor(kv: Kv) {
    this.#kv = kv;
  }

  /** What a thread has now. One request. */
  async read(thread: string): Promise<History> {
    const [texts] = await this.#kv.run([{ op: 'range', key: key('thread', thread), from: 0, to: -1 }]);
    return this.#remember(thread, readEntries(texts));
  }

  /** The last reading, if it holds the checkpoint a write leans on; else what the thread has now. */
  async reading(thread: string, ns: string, checkpoint: string | undefined): Promise<History> {
    const last = this.#readings.get(thread);
    if (last && (checkpoint === undefined || last.find(ns, checkpoint))) return last;
    return this.read(thread);
  }

  /**
   * Appends to a thread of which `history` is the reading, and renews its life. One request. The reading grows
   * before the request is made: appends at the same time must each count the others, or they would trim too much.
   */
  async append(thread: string, history: History, entry: Entry): Promise<void> {
    const list = key('thread', thread);
    const before = (this.#readings.get(thread) ?? history).entries;
    const longer = [...before, entry];
    const keep = Math.min(MOST, Math.max(FEWEST, new History(longer).reach() + SPARE));
    this.#remember(thread, longer.slice(-keep));
    try {
      await this.#kv.run([
        { op: 'append', key: list, values: [writeEntry(entry)] },
        { op: 'trim', key: list, from: -keep, to: -1 },
        { op: 'expire', key: list, ttlSeconds: LIFE_SECONDS },
        ...(before.length === 0 ? enroll(thread) : []),
      ]);
    } catch (error) {
      this.#readings.delete(thread);
      throw error;
    }
  }

  async delete(thread: string): Promise<void> {
    this.#readings.delete(thread);
    await this.#kv.run(threadKeys(thread).map((each) => ({ op: 'delete', key: each }) as const));
  }

  /** The threads started last; some may have been forgotten since. One request. */
  async all(): Promise<Set<string>> {
    const [threads] = await this.#kv.run([{ op: 'range', key: key('threads'), from: 0, to: -1 }]);
    return new Set(threads);
  }

  #remember(thread: string, entries: readonly Entry[]): History {
    const history = new History(entries);
    this.#readings.delete(thread);
    this.#readings.set(thread, history);
    const [oldest] = this.#readings.size > REMEMBERED ? this.#readings.keys() : [];
    if (oldest !== undefined) this.#readings.delete(oldest);
    return history;
  }
}

function enroll(thread: string) {
  const all = key('threads');
  return [
    { op: 'append', key: all, values: [thread] },
    { op: 'trim', key: all, from: -LISTED, to: -1 },
    { op: 'expire', key: all, ttlSeconds: LIFE_SECONDS },
  ] as const;
}
