// The first layer of understanding: the commands of the bot. This one table also makes /help and the menus
// that Telegram shows; the descriptions live in locales/<lng>/commands.json under the same names.

interface CommandFacts {
  /** Shown in the command menu. Commands that only speed up typing stay out of it. */
  readonly inMenu: boolean;
  /** What may follow, for the help text: the same in every language. Empty: nothing follows. */
  readonly form: string;
}

const facts = {
  start: { inMenu: true, form: '' },
  help: { inMenu: true, form: '' },
  sleep: { inMenu: true, form: 'start | end | 13:00-14:30' },
  wake: { inMenu: true, form: '7:15' },
  feed: { inMenu: true, form: 'start | end | 120ml 3pm | left 10m' },
  diaper: { inMenu: true, form: 'wet | dirty | both' },
  summary: { inMenu: true, form: 'day | yesterday | week | month' },
  today: { inMenu: true, form: '' },
  last: { inMenu: true, form: '' },
  undo: { inMenu: true, form: '' },
  reset: { inMenu: true, form: '' },
  language: { inMenu: true, form: '' },
  timezone: { inMenu: true, form: '' },
  cancel: { inMenu: false, form: '' },
} as const satisfies Record<string, CommandFacts>;

export type CommandName = keyof typeof facts;

export interface Command extends CommandFacts {
  /** Without the slash; also the key of its description. */
  readonly name: CommandName;
}

/** Every command, in the order of the menu. */
export const commands: readonly Command[] = Object.keys(facts)
  .filter(isCommandName)
  .map((name) => ({ name, ...facts[name] }));

const argumentWords: ReadonlySet<string> = new Set(
  commands.flatMap(({ form }) => form.match(/[a-z]+/g) ?? []),
);

/** Whether a text is a command with nothing but figures and the argument words of the table: no words of the parent's. */
export function isBareCommand(text: string): boolean {
  const [, name, rest = ''] = /^\/(\w+)(?:@\w+)?(\s[\s\S]*)?$/.exec(text.trim().toLowerCase()) ?? [];
  const words = rest.match(/\p{L}+/gu) ?? [];
  return name !== undefined && isCommandName(name) && words.every((word) => argumentWords.has(word));
}

/** Whether the bot knows a command of this name (no slash, lower case). */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(facts, name);
}
