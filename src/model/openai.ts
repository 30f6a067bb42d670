// The driver of the model port for OpenAI and everything that speaks its protocol. Loading it loads LangChain,
// so it is imported when the first question comes.
import { ChatOpenAI } from '@langchain/openai';
import { AppError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Model, ModelMessage } from './port.ts';

const SILENCE_MS = 20_000;
/** Room for a model that thinks first; the answer itself is cut shorter. */
const MOST_TOKENS = 4_000;

export interface OpenAiSettings {
  /** A server on your own machine may need none. */
  readonly apiKey?: string | undefined;
  /** The root of another API of the same protocol, such as `http://127.0.0.1:11434/v1`. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  readonly log: Log;
  /** How long an answer may take in all, retry included. */
  readonly timeoutMs?: number;
}

/** A model behind the chat completions protocol. */
export function createOpenAiModel({ apiKey, baseUrl, model, log, timeoutMs }: OpenAiSettings): Model {
  const limit = timeoutMs ?? SILENCE_MS;
  const isOpenAi = baseUrl === undefined || URL.parse(baseUrl)?.hostname === 'api.openai.com';
  const chat = new ChatOpenAI({
    model,
    apiKey: apiKey ?? 'none',
    timeout: limit,
    maxRetries: 1,
    maxTokens: MOST_TOKENS,
    ...(baseUrl === undefined ? {} : { configuration: { baseURL: baseUrl } }),
    // Nothing that parents write is to be kept by the provider.
    ...(isOpenAi ? { modelKwargs: { store: false } } : {}),
  });
  return {
    async answer(messages) {
      const reply = await chat
        .invoke(messages.map(toPair), { signal: AbortSignal.timeout(limit) })
        .catch((error: unknown) => {
          throw asAppError(error);
        });
      const text = reply.text.trim();
      log.debug('model.answered', { characters: text.length });
      if (text === '') throw new AppError('model.garbled', 'the model gave an empty answer');
      return text;
    },
  };
}

const toPair = ({ role, text }: ModelMessage): [ModelMessage['role'], string] => [role, text];

/** What a failed call means. Its own message is kept as a cause only: it may quote the request. */
function asAppError(error: unknown): AppError {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 429)
    return new AppError('model.rate-limited', 'the model refused: too many requests', error);
  if (error instanceof SyntaxError || error instanceof TypeError)
    return new AppError('model.garbled', 'the answer of the model could not be read', error);
  return new AppError('model.unavailable', 'the model could not be reached or refused', error);
}
