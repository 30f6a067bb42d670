// A request whose body is already here. Node's own Request wraps every body in a stream, which takes longer to
// read than the door takes to handle the update; doors read the whole body anyway.

/** A Request that answers `text`, `json`, `bytes` and `arrayBuffer` from memory; it has no stream in `body`. */
export class BufferedRequest extends Request {
  readonly #content: Buffer<ArrayBuffer>;

  constructor(url: URL, init: Pick<RequestInit, 'method' | 'headers'>, content: Buffer<ArrayBuffer>) {
    super(url, init);
    this.#content = content;
  }

  override readonly text = async (): Promise<string> => this.#content.toString('utf8');
  override readonly json = async (): Promise<unknown> => JSON.parse(this.#content.toString('utf8'));
  override readonly bytes = async () => new Uint8Array(this.#content);
  override readonly arrayBuffer = async (): Promise<ArrayBuffer> => new Uint8Array(this.#content).buffer;
}
