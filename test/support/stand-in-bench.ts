import { RecordingProxy } from './recording-proxy.ts';

/** What a bench needs of a stand-in. */
export interface BenchStandIn {
  readonly url: string;
  start(): Promise<string>;
  stop(): Promise<void>;
}

/** A stand-in with a proxy in front of it. A marketplace's bench adds its sellers. */
export abstract class StandInBench<Opened extends { readonly account: string }> {
  readonly proxy: RecordingProxy;
  private sellers = 0;

  protected constructor(
    readonly standIn: BenchStandIn,
    url: string,
  ) {
    this.proxy = new RecordingProxy(url);
  }

  /** Stops both servers. */
  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.standIn.stop();
  }

  /**
   * Talks to the stand-in's own interface.
   * @param method HTTP method
   * @param path below `/_control/`
   * @param body JSON
   * @returns its JSON
   */
  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(`${this.standIn.url}/_control/${path}`, init);
    if (!answer.ok) throw new Error(`control ${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /**
   * @param account a seller's name
   * @returns what the stand-in counted of this seller
   */
  async effectsOf<Effects>(account: string): Promise<Effects> {
    const all = (await this.control('GET', 'effects')) as {
      readonly accounts: readonly (Effects & { readonly account: string })[];
    };
    const own = all.accounts.find((other) => other.account === account);
    if (own === undefined) throw new Error(`the stand-in lost ${account}`);
    return own;
  }

  /** Opens a seller's account, disarms all faults and makes the proxy forget what it recorded before. */
  protected async open(details: Readonly<Record<string, unknown>> = {}): Promise<Opened> {
    this.sellers += 1;
    const opened = await this.control('POST', 'accounts', { name: `seller${this.sellers}`, ...details });
    await this.control('DELETE', 'faults');
    this.proxy.reset();
    return opened as Opened;
  }
}
