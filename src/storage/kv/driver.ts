// What the drivers share: from the untyped answers of a store to the typed results the port promises.
import { AppError } from '../../base/errors.ts';
import type { Kv, KvCommand, KvResults } from './port.ts';

/** Sends commands in one request; answers one raw value each, in the manner of Redis. */
export type RunRaw = (commands: readonly KvCommand[]) => Promise<readonly unknown[]>;

/** A Kv from a function that sends commands. Answers of a wrong shape are `kv.unavailable`. */
export function createKv(runRaw: RunRaw): Kv {
  function run<const Cs extends readonly KvCommand[]>(commands: Cs): Promise<KvResults<Cs>>;
  async function run(commands: readonly KvCommand[]): Promise<unknown[]> {
    if (commands.length === 0) return [];
    const answers = await runRaw(commands);
    return commands.map((command, index) => readAnswer(command, answers[index]));
  }
  return { run };
}

function readAnswer(
  command: KvCommand,
  answer: unknown,
): string | boolean | number | string[] | null | undefined {
  switch (command.op) {
    case 'get':
      return answer === null || typeof answer === 'string' ? answer : wrongShape(command);
    case 'set':
      return answer === null || answer === 'OK' ? answer === 'OK' : wrongShape(command);
    case 'append':
      return typeof answer === 'number' ? answer : wrongShape(command);
    case 'range':
      return isStrings(answer) ? answer : wrongShape(command);
    case 'delete':
    case 'expire':
    case 'trim':
      return undefined;
  }
}

function isStrings(answer: unknown): answer is string[] {
  return Array.isArray(answer) && answer.every((element) => typeof element === 'string');
}

function wrongShape(command: KvCommand): never {
  throw new AppError(
    'kv.unavailable',
    `the key-value store gave an answer to ${command.op} that cannot be read`,
  );
}
