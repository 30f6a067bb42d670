// The frame of every npm script: settings from .env where there is one, and a failure that ends the process with
// one clear line for the operator.
import { existsSync } from 'node:fs';
import { AppError } from '../base/errors.ts';

/** Runs a script; on an AppError prints its message, on anything else its kind, and exits with 1. */
export async function operate(script: () => Promise<void>): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
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
