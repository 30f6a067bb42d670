// The only place that asks the machine for the time. Everyone else is handed a Clock.

/** An instant: whole milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;

export interface Clock {
  /** The present instant. */
  now(): EpochMs;
}

export const systemClock: Clock = { now: () => Date.now() };

export const MINUTE: EpochMs = 60_000;
export const HOUR: EpochMs = 60 * MINUTE;
export const DAY: EpochMs = 24 * HOUR;
