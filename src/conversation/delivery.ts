// Sends replies and remembers which arrived. The marks ride along with the next write of this process, or are
// written a moment later when none comes: a log then costs one read and one write.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Channel, ChatAddress, OutboundMessage } from '../channel/port.ts';
import type { DeliveryMark, Records } from './ports.ts';

/** How long marks wait for a write to ride along with, ms. */
const patience = 2_000;
/** How many delivered updates are remembered, to answer repeats without asking the database again. */
const remembered = 1_000;

export type Delivered =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'retry'; readonly afterSeconds: number };

export class Deliveries {
  readonly #channel: Channel;
  readonly #records: Records;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #known = new Set<string>();
  readonly #failed = new Set<string>();
  #marks: DeliveryMark[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(services: { channel: Channel; records: Records; clock: Clock; log: Log }) {
    this.#channel = services.channel;
    this.#records = services.records;
    this.#clock = services.clock;
    this.#log = services.log;
  }

  /** Whether this process knows that the replies of an update have arrived. */
  knows(updateKey: string): boolean {
    return this.#known.has(updateKey);
  }

  /** Whether this process has tried to send the replies of an update and could not. */
  failed(updateKey: string): boolean {
    return this.#failed.has(updateKey);
  }

  /** Sends the replies of an update in order; stops at the first that has to be tried again later. */
  async send(
    updateKey: string,
    address: ChatAddress,
    replies: readonly OutboundMessage[],
  ): Promise<Delivered> {
    let messageId: string | null = null;
    let to = address;
    for (const reply of replies) {
      let result = await this.#channel.send(to, reply);
      if (result.outcome === 'moved') {
        to = { ...to, chat: result.chat };
        result = await this.#channel.send(to, reply);
      }
      if (result.outcome === 'retry') {
        note(this.#failed, updateKey);
        return { outcome: 'retry', afterSeconds: result.afterSeconds };
      }
      if (result.outcome === 'gone') break;
      if (result.outcome === 'sent') messageId = result.messageId;
    }
    this.#mark({ updateKey, at: this.#clock.now(), messageId });
    return { outcome: 'done' };
  }

  /** The marks to be written now; give them back with `restore` when the write fails. */
  take(): readonly DeliveryMark[] {
    const marks = this.#marks;
    this.#marks = [];
    return marks;
  }

  restore(marks: readonly DeliveryMark[]): void {
    this.#marks = [...marks, ...this.#marks];
    this.#schedule();
  }

  /** Writes what still waits. A failure only means that a repeated update might be answered twice. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const marks = this.take();
    if (marks.length === 0) return;
    try {
      await this.#records.markDelivered(marks);
    } catch (error) {
      this.#log.error('delivery.marks-lost', error, { count: marks.length });
    }
  }

  #mark(mark: DeliveryMark): void {
    this.#marks.push(mark);
    this.#failed.delete(mark.updateKey);
    note(this.#known, mark.updateKey);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#marks.length === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.flush(), patience);
    this.#timer.unref();
  }
}

/** Remembers a key, and forgets the oldest where there are too many. */
function note(keys: Set<string>, key: string): void {
  keys.add(key);
  const [oldest] = keys;
  if (keys.size > remembered && oldest !== undefined) keys.delete(oldest);
}
