// A person at the terminal: types lines into the real terminal channel and reads what it prints.
import { PassThrough } from 'node:stream';
import type { Clock } from '../../src/base/clock.ts';
import type { Channel, Conversation } from '../../src/channel/port.ts';
import { createTerminal } from '../../src/channel/terminal/terminal.ts';

export interface TerminalPerson {
  /** Types a line; resolves with what was printed until it was handled, one string a message. */
  says(line: string): Promise<readonly string[]>;
  /** Types the number that stands before this button in the latest message that shows it. */
  taps(label: string): Promise<readonly string[]>;
  /** Everything printed, one string a message. */
  readonly replies: readonly string[];
  readonly last: string;
  /** Ends the input and waits for the end of the run. */
  leaves(): Promise<void>;
}

export interface TerminalChatDependencies {
  readonly clock: Clock;
  readonly languageHint?: string;
  /** The conversation that talks through this channel. */
  readonly conversationFor: (channel: Channel) => Conversation | Promise<Conversation>;
  readonly greeting?: string;
}

export async function createTerminalChat(deps: TerminalChatDependencies): Promise<TerminalPerson> {
  const input = new PassThrough();
  const output = new PassThrough();
  const replies: string[] = [];
  output.on('data', (chunk: Buffer) => replies.push(chunk.toString().trimEnd()));
  const { languageHint, clock, greeting } = deps;
  const terminal = createTerminal({
    input,
    output,
    clock,
    ...(languageHint === undefined ? {} : { languageHint }),
  });
  const conversation = await deps.conversationFor(terminal.channel);
  let handled = Promise.withResolvers<void>();
  const done = terminal.run(
    {
      async handle(message) {
        const result = await conversation.handle(message).finally(() => setImmediate(handled.resolve));
        return result;
      },
    },
    greeting,
  );
  done.catch((error: unknown) => handled.reject(error));
  if (greeting !== undefined) await handled.promise;

  const says = async (line: string) => {
    const before = replies.length;
    handled = Promise.withResolvers();
    input.write(`${line}\n`);
    await handled.promise;
    return replies.slice(before);
  };
  return {
    says,
    taps(label) {
      const shown = replies
        .flatMap((reply) => reply.split('\n'))
        .findLast((line) => line.endsWith(`) ${label}`));
      const number = /^\d+/.exec(shown ?? '')?.[0];
      if (number === undefined) throw new Error(`there is no button "${label}"`);
      return says(number);
    },
    replies,
    get last() {
      const last = replies.at(-1);
      if (last === undefined) throw new Error('nothing was printed yet');
      return last;
    },
    leaves() {
      input.end();
      return done;
    },
  };
}
