// The border to a language model. Driver: openai.ts. The advice room is the only one that speaks to it.

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

export interface Model {
  /**
   * The model's answer to a conversation, as plain text.
   * @throws AppError `model.rate-limited`, `model.garbled` (an answer that cannot be read or is empty) or
   * `model.unavailable` (refused, unreachable, or silent for 20 s).
   */
  answer(messages: readonly ModelMessage[]): Promise<string>;
}
