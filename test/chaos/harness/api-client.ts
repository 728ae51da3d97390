import { setTimeout as delay } from 'node:timers/promises';
import { bearer } from '../../support/tokens.ts';
import type { Fleet } from './fleet.ts';

const ANSWER_MS = 3_000;
const PATIENCE_MS = 120_000;

/** An answer that is final: a success, or a refusal that a repeat would not change. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/**
 * A seller's program that is as stubborn as it must be: it asks any server that answers, and asks again under the same key whenever it
 * cannot know whether it was heard.
 */
export class ApiClient {
  private turn = 0;

  /**
   * @param fleet the servers
   * @param tenant whom it speaks for
   */
  constructor(
    private readonly fleet: Fleet,
    private readonly tenant: number,
  ) {}

  /**
   * @param method the verb
   * @param path the route
   * @param body JSON, or CSV as text
   * @param key an idempotency key
   * @returns the answer
   * @throws {Error} when no server answers for two minutes
   */
  async ask<T>(method: string, path: string, body?: unknown, key?: string): Promise<Answer<T>> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        const answer = await this.once<T>(method, path, body, key);
        if (answer.status < 500) return answer;
        if (performance.now() > deadline) {
          throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        }
      } catch (error: unknown) {
        if (performance.now() > deadline) throw error;
      }
      await delay(100);
    }
  }

  /** As {@link ApiClient.ask}, where everything but a success is an error. */
  async demand<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    const answer = await this.ask<T>(method, path, body, key);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private async once<T>(method: string, path: string, body?: unknown, key?: string): Promise<Answer<T>> {
    const { up } = this.fleet;
    const server = up[(this.turn += 1) % Math.max(1, up.length)]?.server;
    if (server === undefined) throw new Error('no server answers');
    const text = typeof body === 'string';
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: await bearer({ tenant: this.tenant, ttlSeconds: 86_400 }),
        ...(body !== undefined && { 'content-type': text ? 'text/csv' : 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { status: response.status, body: (await response.json()) as T };
  }
}
