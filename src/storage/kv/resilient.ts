// Stands between the bot and a key-value store on the network: a store that keeps failing is left alone for a
// while, so that no update waits for it. The store is only ever a memory aid, so an open breaker costs little.
import { AppError } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Kv } from './port.ts';

const FAILURES = 5;
const PAUSE_MS = 10_000;

/**
 * The same Kv behind a circuit breaker: after 5 failures in a row every call fails at once for 10 s, then one
 * call is let through to try. Every change of state is logged once.
 */
export function createResilientKv(kv: Kv, log: Log): Kv {
  let breaker: ReturnType<typeof createBreaker> | undefined;
  return {
    async run(commands) {
      breaker ??= createBreaker(log);
      const { policy, isBrokenCircuitError } = await breaker;
      try {
        return await policy.execute(() => kv.run(commands));
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        throw new AppError(
          'kv.unavailable',
          'the key-value store is left alone after repeated failures',
          error,
        );
      }
    },
  };
}

async function createBreaker(log: Log) {
  const { circuitBreaker, ConsecutiveBreaker, handleAll, isBrokenCircuitError } = await import('cockatiel');
  const policy = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(FAILURES),
    halfOpenAfter: PAUSE_MS,
  });
  policy.onBreak(() => log.warn('kv.breaker', { state: 'open' }));
  policy.onHalfOpen(() => log.warn('kv.breaker', { state: 'half-open' }));
  policy.onReset(() => log.warn('kv.breaker', { state: 'closed' }));
  return { policy, isBrokenCircuitError };
}
