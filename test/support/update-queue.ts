// The queue behind the fake Bot API's getUpdates: asking from an offset forgets what is before it, and without
// news the call waits for some.
import type { Update } from 'grammy/types';
import { z } from 'zod';

const pollSchema = z.object({
  offset: z.number().optional(),
  limit: z.number().default(100),
  timeout: z.number().default(0),
});

export function createUpdateQueue() {
  let queue: Update[] = [];
  let news = Promise.withResolvers<void>();
  return {
    /** Ids of what is not confirmed, in order. */
    ids: () => queue.map((update) => update.update_id),
    push(more: readonly Update[]) {
      queue.push(...more);
      news.resolve();
      news = Promise.withResolvers();
    },
    /** Answers a call of getUpdates; gives up waiting when the caller is gone. */
    async poll(payload: unknown, closed: AbortSignal): Promise<Update[]> {
      const { offset, limit, timeout } = pollSchema.parse(payload);
      queue = queue.filter((update) => offset === undefined || update.update_id >= offset);
      if (queue.length === 0 && timeout > 0) {
        const gone = new Promise((resolve) => closed.addEventListener('abort', resolve));
        await Promise.race([news.promise, gone]);
      }
      return queue.slice(0, limit);
    },
  };
}
