// LangGraph's way to name a checkpoint: thread, namespace and id within a config.
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';

export type Config = Parameters<BaseCheckpointSaver['getTuple']>[0];

const schema = z.object({
  thread_id: z.string().optional(),
  checkpoint_ns: z.string().optional(),
  checkpoint_id: z.string().optional(),
});

/** What a config names; each part may be missing, and an empty id is a missing one. */
export function addressOf(config: Config) {
  const { thread_id, checkpoint_ns, checkpoint_id } = schema.parse(config.configurable ?? {});
  return { thread: thread_id, ns: checkpoint_ns, id: checkpoint_id === '' ? undefined : checkpoint_id };
}

export function configOf(thread: string, ns: string, id: string): Config {
  return { configurable: { thread_id: thread, checkpoint_ns: ns, checkpoint_id: id } };
}
