// The frame of every npm script: a failure ends the process with one clear line for the operator.
import { AppError } from '../base/errors.ts';

/** Runs a script; on an AppError prints its message, on anything else its kind, and exits with 1. */
export async function operate(script: () => Promise<void>): Promise<void> {
  try {
    await script();
  } catch (error) {
    const said =
      error instanceof AppError
        ? error.message
        : `Unexpected failure: ${error instanceof Error ? error.stack : typeof error}`;
    const cause = error instanceof AppError && error.cause instanceof Error ? `\n  ${error.cause.name}` : '';
    process.stderr.write(`${said}${cause}\n`);
    process.exitCode = 1;
  }
}
