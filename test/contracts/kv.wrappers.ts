// Kvs around another: one that keeps the keys of a test apart from all others, one that counts what passes.
import type { Kv, KvCommand, KvResults } from '../../src/storage/kv/port.ts';

/** The same store with `prefix` before every key. */
export function withPrefix(kv: Kv, prefix: string): Kv {
  function run<const Cs extends readonly KvCommand[]>(commands: Cs): Promise<KvResults<Cs>>;
  function run(commands: readonly KvCommand[]): Promise<unknown[]> {
    return kv.run(commands.map((command) => ({ ...command, key: `${prefix}:${command.key}` })));
  }
  return { run };
}

export interface Traffic {
  requests: number;
  commands: number;
  /** Bytes of the commands as they go over the network. */
  bytesUp: number;
  bytesDown: number;
  readonly ops: string[];
  readonly keys: Set<string>;
}

export const noTraffic = (): Traffic => ({
  requests: 0,
  commands: 0,
  bytesUp: 0,
  bytesDown: 0,
  ops: [],
  keys: new Set(),
});

/** The same store, adding what is sent and answered to `traffic()`. */
export function counting(kv: Kv, traffic: () => Traffic): Kv {
  return {
    async run(commands) {
      const answers = await kv.run(commands);
      const seen = traffic();
      seen.requests += 1;
      seen.commands += commands.length;
      seen.bytesUp += Buffer.byteLength(JSON.stringify(commands.map(wireForm)));
      seen.bytesDown += Buffer.byteLength(JSON.stringify(answers));
      for (const { op, key } of commands) {
        seen.ops.push(op);
        seen.keys.add(key);
      }
      return answers;
    },
  };
}

function wireForm(command: KvCommand): unknown[] {
  return Object.values(command).flat();
}
