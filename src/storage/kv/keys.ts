// Every key of the key-value store is made here, so that two kinds of value can never meet under one name.

/** What a key holds; the table of keys and their lives is in the design of the storage. */
export type KeyKind = 'chat' | 'thread' | 'threads' | 'context' | 'active' | 'summary' | 'limit' | 'metrics';

/** The key of a value: its kind and its parts joined by `:`. A part may hold any characters. */
export function key(kind: KeyKind, ...parts: readonly string[]): string {
  return [kind, ...parts.map(escapePart)].join(':');
}

/** Every key that holds something of a conversation's thread: deleting these forgets it. */
export function threadKeys(thread: string): readonly string[] {
  return [key('thread', thread), key('context', thread)];
}

function escapePart(part: string): string {
  return part.replaceAll('%', '%25').replaceAll(':', '%3A');
}
