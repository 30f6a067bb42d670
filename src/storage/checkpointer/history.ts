// Reads a thread's list: which checkpoints it holds whole, and what their arrays are when the elements lie in
// the entries of their ancestors.
import type { CheckpointEntry, Entry, WritesEntry } from './entry.ts';

/** The elements of an array, and the position in the list of the oldest entry they came from. */
interface Found {
  readonly elements: readonly unknown[];
  readonly oldest: number;
}

export interface Whole {
  readonly entry: CheckpointEntry;
  readonly values: Readonly<Record<string, unknown>>;
  /** Position of the oldest entry that is needed to read this one. */
  readonly oldest: number;
}

export class History {
  readonly entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
  }

  /** Checkpoints of a namespace (of all: `undefined`), newest first, those with lost ancestors left out. */
  *newestFirst(ns: string | undefined): Generator<Whole> {
    const byId = new Map(
      this.entries.flatMap((entry) => (entry.type === 'c' ? [[namedBy(entry), entry]] : [])),
    );
    const sorted = [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
    for (const entry of sorted) {
      if (ns !== undefined && nsOf(entry) !== ns) continue;
      const whole = this.#whole(entry);
      if (whole) yield whole;
    }
  }

  /** A checkpoint by its id, the newest when `id` is absent. */
  find(ns: string, id: string | undefined): Whole | undefined {
    if (id === undefined) return this.newestFirst(ns).next().value ?? undefined;
    const at = this.#positionOf(ns, id);
    const entry = this.entries[at];
    return entry?.type === 'c' ? this.#whole(entry) : undefined;
  }

  /** The writes that wait on a checkpoint, in the order they were kept. */
  writesOn(checkpoint: CheckpointEntry): WritesEntry[] {
    const waits = (entry: Entry) => entry.id === checkpoint.id && nsOf(entry) === nsOf(checkpoint);
    return this.entries.flatMap((entry) => (entry.type === 'w' && waits(entry) ? [entry] : []));
  }

  /** How many entries from the end are needed to read the newest checkpoint of every namespace. */
  reach(): number {
    const namespaces = new Set(this.entries.map(nsOf));
    const oldest = [...namespaces].map((ns) => this.find(ns, undefined)?.oldest ?? this.entries.length);
    return this.entries.length - Math.min(this.entries.length, ...oldest);
  }

  /** The values of a checkpoint, or `undefined` when an ancestor it needs is lost. */
  #whole(entry: CheckpointEntry): Whole | undefined {
    const values: Record<string, unknown> = { ...entry.val };
    let oldest = this.entries.indexOf(entry);
    for (const channel of Object.keys(entry.add ?? {})) {
      const found = this.#arrayOf(entry, channel);
      if (!found) return undefined;
      values[channel] = found.elements;
      oldest = Math.min(oldest, found.oldest);
    }
    return { entry, values, oldest };
  }

  /** Collects an array from its end backwards through the ancestors, until nothing is missing in front. */
  #arrayOf(entry: CheckpointEntry, channel: string): Found | undefined {
    const pieces: (readonly unknown[])[] = [];
    let at = this.entries.indexOf(entry);
    let missing = Number.POSITIVE_INFINITY;
    for (let here: Entry | undefined = entry; here?.type === 'c'; here = this.entries[at]) {
      const [kept, own] = here.add?.[channel] ?? [0, here.val[channel]];
      if (!Array.isArray(own)) return undefined;
      const piece: readonly unknown[] = own.slice(-missing);
      pieces.push(piece);
      missing = here === entry ? kept : missing - piece.length;
      if (missing === 0) return { elements: pieces.toReversed().flat(1), oldest: at };
      if (missing > kept || here.parent === undefined) return undefined;
      at = this.#positionOf(nsOf(here), here.parent);
    }
    return undefined;
  }

  #positionOf(ns: string, id: string): number {
    return this.entries.findLastIndex((entry) => entry.type === 'c' && entry.id === id && nsOf(entry) === ns);
  }
}

export const nsOf = (entry: Entry): string => entry.ns ?? '';

const namedBy = (entry: Entry): string => JSON.stringify([nsOf(entry), entry.id]);
