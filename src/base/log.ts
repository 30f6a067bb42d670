// One JSON line an entry, on standard error. An entry holds counts, codes and durations:
// its fields are numbers, booleans and short words chosen by code, so nothing a parent wrote can get in.

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** What may be said of an event. Strings are codes from the program, never text of a user. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Logs a surprise once: its code, the class names along its chain of causes, and where it was thrown. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

/** Makes a log that drops what is below `level` and hands each line to `write` (standard error by default). */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  const threshold = logLevels.indexOf(level);
  const put = (at: LogLevel, event: string, fields: LogFields) => {
    if (logLevels.indexOf(at) >= threshold) write(JSON.stringify({ level: at, event, ...fields }));
  };
  return {
    debug: (event, fields = {}) => put('debug', event, fields),
    info: (event, fields = {}) => put('info', event, fields),
    warn: (event, fields = {}) => put('warn', event, fields),
    error: (event, error, fields = {}) => put('error', event, { ...fields, ...describe(error) }),
  };
}

/** Names and codes of an error and its causes; messages of foreign errors stay out, they may quote a request. */
function describe(error: unknown): LogFields {
  const chain: string[] = [];
  let code: string | undefined;
  let message: string | undefined;
  let where: string | undefined;
  for (let at: unknown = error; at instanceof Error && chain.length < 5; at = at.cause) {
    const own = 'code' in at && typeof at.code === 'string' ? at.code : undefined;
    code ??= own;
    if (at.name === 'AppError') message ??= at.message;
    where ??= at.stack
      ?.split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim()
      .replace(/\(?file:\/\/.*\/(?=(src|api)\/)/, '(');
    chain.push(own === undefined ? at.name : `${at.name}:${own}`);
  }
  return { code, message, chain: chain.join(' < ') || typeof error, where };
}
