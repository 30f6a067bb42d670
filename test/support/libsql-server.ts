// A remote libSQL server for tests: the Hrana protocol over HTTP (versions 2 and 3, JSON) as its public description
// has it, on Node's own SQLite. A stream is a connection; it lives from one request to the next by its baton.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { type BatchResult, errorOf, isBusy, runStatement, type StatementResult } from './libsql-statement.ts';
import { type Condition, pipelineSchema, type Statement, type StreamRequest } from './libsql-wire.ts';

/** What the server does with requests: answers them, never answers, or breaks the connection. */
export type Mood = 'answers' | 'hangs' | 'drops';

export interface LibsqlServer {
  readonly url: string;
  /** Bodies of the requests so far, whatever came of them. */
  readonly requests: readonly string[];
  mood: Mood;
  close(): Promise<void>;
}

export interface LibsqlServerOptions {
  /** Path of the database's file. */
  readonly file: string;
  /** What callers must show; anybody may call when absent. */
  readonly token?: string;
}

/** One connection with the SQL texts its client has stored on it. */
interface Stream {
  readonly database: DatabaseSync;
  readonly texts: Map<number, string>;
}

const BUSY_TRIES = 400;
const BUSY_PAUSE_MS = 5;

/** Starts the server on a free port of the loopback. */
export async function startLibsqlServer(options: LibsqlServerOptions): Promise<LibsqlServer> {
  const streams = new Map<string, Stream>();
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    answerTo(incoming, outgoing).catch(() => incoming.socket.destroy());
  });

  const answerTo = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await text(incoming);
    requests.push(body);
    if (running.mood === 'hangs') return;
    if (running.mood === 'drops') incoming.socket.destroy();
    else if (!mayCall(incoming, options.token)) refuse(outgoing, 401, 'AUTH_JWT_INVALID');
    else if (!/^\/v[23]\/pipeline$/.test(incoming.url ?? '')) refuse(outgoing, 404, 'NOT_FOUND');
    else await runPipeline(body, outgoing, options.file, streams);
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const running: LibsqlServer = {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    requests,
    mood: 'answers',
    close: () =>
      new Promise((resolve) => {
        for (const { database } of streams.values()) database.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return running;
}

function mayCall({ headers }: IncomingMessage, token: string | undefined): boolean {
  return token === undefined || headers.authorization === `Bearer ${token}`;
}

async function runPipeline(
  body: string,
  outgoing: ServerResponse,
  file: string,
  streams: Map<string, Stream>,
): Promise<void> {
  const pipeline = pipelineSchema.safeParse(parse(body)).data;
  if (!pipeline) return refuse(outgoing, 400, 'HRANA_PROTO_ERROR');
  const { baton: given, requests } = pipeline;
  const stream = given == null ? connect(file) : streams.get(given);
  if (!stream) return refuse(outgoing, 400, 'STREAM_EXPIRED');
  if (given != null) streams.delete(given);
  const results: object[] = [];
  for (const request of requests) results.push(await resultOf(request, stream));
  const baton = requests.some(({ type }) => type === 'close') ? null : randomUUID();
  if (baton === null) stream.database.close();
  else streams.set(baton, stream);
  send(outgoing, 200, { baton, base_url: null, results });
}

function connect(file: string): Stream {
  return { database: new DatabaseSync(file, { timeout: 0 }), texts: new Map() };
}

async function resultOf(request: StreamRequest, stream: Stream): Promise<object> {
  try {
    return { type: 'ok', response: { type: request.type, ...(await respond(request, stream)) } };
  } catch (error) {
    return { type: 'error', error: errorOf(error) };
  }
}

async function respond(request: StreamRequest, { database, texts }: Stream): Promise<object> {
  const sqlOf = ({ sql, sql_id }: { readonly sql?: string; readonly sql_id?: number }): string => {
    const found = sql ?? (sql_id === undefined ? undefined : texts.get(sql_id));
    if (found === undefined) throw new Error('SQL text is not known');
    return found;
  };
  const execute = (statement: Statement) =>
    patiently(() => runStatement(database, sqlOf(statement), statement));
  switch (request.type) {
    case 'execute':
      return { result: await execute(request.stmt) };
    case 'batch':
      return { result: await batch(request.batch.steps, database, execute) };
    case 'sequence':
      await patiently(() => database.exec(sqlOf(request)));
      return {};
    case 'describe':
      return { result: describe(database, sqlOf(request)) };
    case 'store_sql':
      texts.set(request.sql_id, request.sql);
      return {};
    case 'close_sql':
      texts.delete(request.sql_id);
      return {};
    case 'get_autocommit':
      return { is_autocommit: !database.isTransaction };
    case 'close':
      return {};
  }
}

/** Another stream may hold the lock for writing: waits for it without standing in that stream's way. */
async function patiently<Value>(run: () => Value): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || tries === BUSY_TRIES) throw error;
      await pause(BUSY_PAUSE_MS);
    }
  }
}

interface Step {
  readonly stmt: Statement;
  readonly condition?: Condition | null | undefined;
}

async function batch(
  steps: readonly Step[],
  database: DatabaseSync,
  execute: (statement: Statement) => Promise<StatementResult>,
): Promise<BatchResult> {
  const results: (StatementResult | null)[] = [];
  const errors: (ReturnType<typeof errorOf> | null)[] = [];
  const holds = (condition: Condition): boolean => {
    switch (condition.type) {
      case 'ok':
        return results[condition.step] != null;
      case 'error':
        return errors[condition.step] != null;
      case 'not':
        return !holds(condition.cond);
      case 'and':
        return condition.conds.every(holds);
      case 'or':
        return condition.conds.some(holds);
      case 'is_autocommit':
        return !database.isTransaction;
    }
  };
  for (const { stmt, condition } of steps) {
    let result: StatementResult | null = null;
    let error: ReturnType<typeof errorOf> | null = null;
    if (condition == null || holds(condition)) {
      try {
        result = await execute(stmt);
      } catch (cause) {
        error = errorOf(cause);
      }
    }
    results.push(result);
    errors.push(error);
  }
  return { step_results: results, step_errors: errors };
}

function describe(database: DatabaseSync, sql: string): object {
  const cols = database.prepare(sql).columns();
  return {
    params: [],
    cols: cols.map(({ name, type }) => ({ name, decltype: type })),
    is_explain: /^\s*explain\b/i.test(sql),
    is_readonly: /^\s*(select|explain|values)\b/i.test(sql),
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  send(outgoing, status, { message: `refused: ${code}`, code });
}

function send(outgoing: ServerResponse, status: number, body: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
