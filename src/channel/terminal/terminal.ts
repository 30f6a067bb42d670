// A chat without a platform: lines of standard input are messages, standard output is the other side.
// At a terminal there is a prompt; a pipe of lines is handled line by line and ends with its end.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type {
  Button,
  Channel,
  ChatAddress,
  Conversation,
  InboundContent,
  InboundMessage,
  OutboundMessage,
} from '../port.ts';

export interface TerminalDependencies {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  readonly clock: Clock;
  /** The language the machine is set to (BCP 47), where it is known. */
  readonly languageHint?: string;
}

export interface Terminal {
  readonly channel: Channel;
  /**
   * Sends `greeting` as if it were typed, then every line in order; resolves at the end of the input.
   * Rejects with what the conversation throws.
   */
  run(conversation: Conversation, greeting?: string): Promise<void>;
}

const address: ChatAddress = { channel: 'terminal', chat: 'local' };

/** The terminal as a Channel with its loop. Buttons are numbered below the text; a bare number presses one. */
export function createTerminal(deps: TerminalDependencies): Terminal {
  const run = randomUUID();
  let said = 0;
  let shown = 0;
  let buttons: readonly Button[] = [];

  const show = (message: OutboundMessage) => {
    shown += 1;
    const choices = message.buttons?.flat() ?? [];
    if (choices.length > 0) buttons = choices;
    const lines = choices.map((button, index) => `${index + 1}) ${button.label}`);
    deps.output.write(`${[message.text, ...lines].join('\n')}\n\n`);
    return { outcome: 'sent', messageId: String(shown) } as const;
  };

  const contentOf = (line: string): InboundContent => {
    const pressed = /^\d{1,2}$/.test(line) ? buttons[Number(line) - 1] : undefined;
    return pressed === undefined
      ? { type: 'text', text: line, edited: false }
      : { type: 'button', data: pressed.data, callback: `${run}:${said}`, on: String(shown) };
  };

  const messageOf = (line: string): InboundMessage => {
    said += 1;
    const { languageHint } = deps;
    return {
      updateKey: `term:${run}:${said}`,
      address,
      group: false,
      addressed: true,
      author: { id: 'local', ...(languageHint === undefined ? {} : { languageHint }) },
      messageId: String(said),
      sentAt: deps.clock.now(),
      content: contentOf(line),
    };
  };

  return {
    channel: {
      name: 'terminal',
      maxLength: Number.MAX_SAFE_INTEGER,
      send: async (_address, message) => show(message),
      typing: async () => {},
      acknowledge: async () => {},
    },
    async run(conversation, greeting) {
      if (greeting !== undefined) await handle(conversation, messageOf(greeting));
      for await (const line of linesOf(deps)) await handle(conversation, messageOf(line));
    },
  };
}

/** Nobody else offers a line again, so a conversation that is busy is waited for. */
async function handle(conversation: Conversation, message: InboundMessage): Promise<void> {
  for (;;) {
    const handled = await conversation.handle(message);
    if (handled.outcome !== 'busy') return;
    await setTimeout(handled.retryAfterSeconds * 1000);
  }
}

async function* linesOf({ input, output }: TerminalDependencies): AsyncGenerator<string> {
  const interactive = input.isTTY === true;
  const lines = createInterface(
    interactive ? { input, output, terminal: true, prompt: '> ' } : { input, terminal: false },
  );
  let open = interactive;
  lines.once('close', () => {
    open = false;
  });
  lines.on('SIGINT', () => lines.close());
  if (open) lines.prompt();
  for await (const line of lines) {
    if (line.trim() !== '') yield line.trim();
    if (open) lines.prompt();
  }
}
