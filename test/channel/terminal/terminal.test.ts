import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Channel, Conversation, Handled, InboundMessage } from '../../../src/channel/port.ts';
import { createTerminal, type Terminal } from '../../../src/channel/terminal/terminal.ts';
import { createFakeClock } from '../../support/chats.ts';
import { createTerminalChat } from '../../support/terminal-chat.ts';

const clock = createFakeClock();
const handled: Handled = { outcome: 'handled' };

/** Runs the terminal over these lines as a pipe does; answers what was handled and what was printed. */
async function pipe(lines: string, conversationFor: (channel: Channel) => Conversation, greeting?: string) {
  const output = new PassThrough();
  const seen: InboundMessage[] = [];
  const terminal = createTerminal({ input: Readable.from([lines]), output, clock, languageHint: 'he' });
  const conversation = conversationFor(terminal.channel);
  await terminal.run(
    {
      handle(message) {
        seen.push(message);
        return conversation.handle(message);
      },
    },
    greeting,
  );
  output.end();
  return { seen, printed: await text(output) };
}

/** Offers two buttons to words, and tells which one was pressed. */
const withButtons = (channel: Channel): Conversation => ({
  async handle({ address, content }) {
    const buttons = [[{ label: 'Undo', data: 'undo:7' }], [{ label: 'Edit', data: 'edit:7' }]];
    if (content.type === 'button') await channel.send(address, { text: `pressed ${content.data}` });
    else await channel.send(address, { text: 'Asleep since 7', buttons });
    return handled;
  },
});

describe('a pipe of lines', () => {
  it('is handled line by line and ends with the input', async () => {
    const order: string[] = [];
    const { seen } = await pipe('asleep\n\n  awake at 9  \n/summary', () => ({
      async handle({ content }) {
        order.push(`begin ${content.type === 'text' ? content.text : ''}`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push('end');
        return handled;
      },
    }));
    expect(order).toEqual(['begin asleep', 'end', 'begin awake at 9', 'end', 'begin /summary', 'end']);
    expect(new Set(seen.map((message) => message.updateKey)).size).toBe(3);
    expect(seen[0]).toMatchObject({
      address: { channel: 'terminal', chat: 'local' },
      group: false,
      addressed: true,
      author: { id: 'local', languageHint: 'he' },
      sentAt: clock.now(),
      content: { type: 'text', text: 'asleep', edited: false },
    });
  });

  it('begins with the greeting', async () => {
    const { seen } = await pipe('asleep\n', () => ({ handle: async () => handled }), '/start');
    expect(seen.map(({ content }) => content)).toMatchObject([{ text: '/start' }, { text: 'asleep' }]);
  });

  it('numbers the buttons, and a bare number presses one', async () => {
    const { printed } = await pipe('asleep\n2\n', withButtons);
    expect(printed).toBe('Asleep since 7\n1) Undo\n2) Edit\n\npressed edit:7\n\n');
  });

  it('takes a number without a button as words', async () => {
    const { seen } = await pipe('1\nasleep\n3\n150\n', withButtons);
    expect(seen.map(({ content }) => content.type)).toEqual(['text', 'text', 'text', 'text']);
  });

  it('offers a line again while the conversation is busy', async () => {
    const answers: Handled[] = [{ outcome: 'busy', retryAfterSeconds: 0.01 }, handled];
    const { seen } = await pipe('asleep\n', () => ({ handle: async () => answers.shift() ?? handled }));
    expect(seen.map((message) => message.updateKey)).toEqual([seen[0]?.updateKey, seen[0]?.updateKey]);
  });

  it('keys of two runs differ', async () => {
    const run = () => pipe('asleep\n', () => ({ handle: async () => handled }));
    const [one, two] = [await run(), await run()];
    expect(one.seen[0]?.updateKey).not.toBe(two.seen[0]?.updateKey);
  });

  it('ends with the failure of the conversation', async () => {
    const run = pipe('asleep\n', () => ({ handle: () => Promise.reject(new Error('no store')) }));
    await expect(run).rejects.toThrow('no store');
  });
});

describe('at a terminal', () => {
  it('prompts before every line', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const output = new PassThrough();
    const terminal: Terminal = createTerminal({ input, output, clock });
    const run = terminal.run(withButtons(terminal.channel));
    input.write('asleep\n');
    input.end();
    await run;
    output.end();
    const printed = await text(output);
    expect(printed.match(/> /g)?.length).toBeGreaterThanOrEqual(2);
    expect(printed).toContain('Asleep since 7\n1) Undo\n2) Edit\n');
  });
});

describe('the end of the input at a terminal', () => {
  it('may come while a line is being handled', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const terminal = createTerminal({ input, output: new PassThrough(), clock });
    const seen: string[] = [];
    const run = terminal.run({
      async handle({ content }) {
        input.end();
        await new Promise((resolve) => input.once('close', resolve));
        seen.push(content.type === 'text' ? content.text : content.type);
        return handled;
      },
    });
    input.write('asleep\n');
    await run;
    expect(seen).toEqual(['asleep']);
  });
});

describe('the simulated person', () => {
  it('talks and taps', async () => {
    const dana = await createTerminalChat({ clock, conversationFor: withButtons, greeting: '/start' });
    expect(dana.last).toBe('Asleep since 7\n1) Undo\n2) Edit');
    expect(await dana.says('asleep')).toEqual(['Asleep since 7\n1) Undo\n2) Edit']);
    expect(await dana.taps('Edit')).toEqual(['pressed edit:7']);
    await dana.leaves();
  });
});
