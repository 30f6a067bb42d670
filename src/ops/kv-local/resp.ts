// The development server's line to Redis: commands go out in order on one connection, answers come back in
// the same order (RESP2).
import { connect, type Socket } from 'node:net';

/** What Redis answers; a refusal of a command is an answer too. */
export type Reply = string | number | null | Refusal | readonly Reply[];

export class Refusal {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

export interface RespClient {
  /** Sends the commands together and answers one reply each. Rejects when the connection is lost. */
  send(commands: readonly (readonly string[])[]): Promise<Reply[]>;
  close(): void;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Connects to a Redis. Rejects when nothing listens there. */
export async function connectToRedis(host: string, port: number): Promise<RespClient> {
  const socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  const waiting = receive(socket);
  return {
    send(commands) {
      const replies = commands.map(
        () => new Promise<Reply>((resolve, reject) => waiting.push({ resolve, reject })),
      );
      if (socket.destroyed) socket.emit('close');
      else socket.write(commands.map(encode).join(''));
      return Promise.all(replies);
    },
    close: () => socket.destroy(),
  };
}

function receive(socket: Socket): Waiting[] {
  const waiting: Waiting[] = [];
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    let at = 0;
    for (let read = readReply(pending, at); read; read = readReply(pending, at)) {
      at = read.end;
      waiting.shift()?.resolve(read.reply);
    }
    pending = pending.subarray(at);
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error('the connection to Redis is lost'));
  });
  return waiting;
}

function encode(command: readonly string[]): string {
  const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
  return `*${command.length}\r\n${parts.join('')}`;
}

/** The reply that starts at `at`, or `null` when its end has not arrived yet. */
function readReply(from: Buffer, at: number): { reply: Reply; end: number } | null {
  const lineEnd = from.indexOf('\r\n', at);
  if (lineEnd < 0) return null;
  const line = from.toString('utf8', at + 1, lineEnd);
  const next = lineEnd + 2;
  switch (from.toString('latin1', at, at + 1)) {
    case '+':
      return { reply: line, end: next };
    case '-':
      return { reply: new Refusal(line), end: next };
    case ':':
      return { reply: Number(line), end: next };
    case '$':
      return readText(from, next, Number(line));
    case '*':
      return readList(from, next, Number(line));
    default:
      throw new Error('Redis answered in a way this client does not know');
  }
}

function readText(from: Buffer, at: number, length: number): { reply: Reply; end: number } | null {
  if (length < 0) return { reply: null, end: at };
  const end = at + length + 2;
  return from.length < end ? null : { reply: from.toString('utf8', at, at + length), end };
}

function readList(from: Buffer, at: number, length: number): { reply: Reply; end: number } | null {
  if (length < 0) return { reply: null, end: at };
  const replies: Reply[] = [];
  let end = at;
  while (replies.length < length) {
    const read = readReply(from, end);
    if (!read) return null;
    replies.push(read.reply);
    end = read.end;
  }
  return { reply: replies, end };
}
