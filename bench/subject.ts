// A process under measurement: started with its settings, asked for its CPU time, stopped.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

export interface Subject {
  /** The address of its webhook. */
  readonly url: string;
  /** User and system CPU time since its start, microseconds. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

export type Settings = Readonly<Record<string, string>>;

const ready = z.object({ url: z.string() });
const report = z.object({ cpu: z.number() });

/** Starts `subject-main.ts` with a word and Node's options, and waits until it listens. */
export async function startSubject(what: string, env: Settings, node: readonly string[]): Promise<Subject> {
  const child = startProcess(new URL('./subject-main.ts', import.meta.url), [what], env, node);
  const { url } = ready.parse(await messageOf(child));
  return {
    url,
    async cpu() {
      child.send('report');
      return report.parse(await messageOf(child)).cpu;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    },
  };
}

/** A child on this very Node that sees these settings only; what it prints is shown. */
export function startProcess(
  file: URL,
  args: readonly string[],
  env: Settings,
  node: readonly string[] = [],
): ChildProcess {
  return fork(file, args, {
    execArgv: [...node],
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The next message of a child. Rejects when it ends instead. */
export async function messageOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const ended = once(child, 'exit', { signal: over.signal }).then(([code]) => {
    throw new Error(`a measured process ended with ${String(code)}`);
  });
  try {
    const [message]: unknown[] = await Promise.race([once(child, 'message', { signal: over.signal }), ended]);
    return message;
  } finally {
    over.abort();
    ended.catch(() => undefined);
  }
}
