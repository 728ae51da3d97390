import { Agent, request } from 'node:http';

/** A client that keeps its connections, so that requests are measured and not handshakes. */
export class HttpClient {
  private readonly agent: Agent;

  /**
   * @param url of the server
   * @param authorization value of the header
   * @param connections the most at once
   */
  constructor(
    private readonly url: string,
    private readonly authorization: string,
    connections = 1,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /**
   * Makes a request and reads the whole answer.
   * @param method HTTP method
   * @param path path with query
   * @param status the only good answer
   * @param body what is sent as JSON
   * @returns the answer's body, parsed
   * @throws {Error} on any other status
   */
  async send<T = unknown>(method: string, path: string, status: number, body?: unknown): Promise<T> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: this.authorization,
      ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.url), { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === status) resolve(JSON.parse(text) as T);
          else reject(new Error(`${method} ${path} was answered with ${response.statusCode ?? 0}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(payload);
    });
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }
}
