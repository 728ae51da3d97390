import type { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { nastyText, nastyValue } from './nasty-values.ts';

/** One thing that is put on the wire. */
export type Shot =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer }
  /** A text frame whose bytes need not be UTF-8. */
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  /** One message in several frames; the last may be missing. */
  | { readonly kind: 'fragments'; readonly parts: readonly string[]; readonly ends: boolean }
  /** Bytes on the connection itself, which need not be frames. */
  | { readonly kind: 'raw'; readonly bytes: Buffer };

const NOWHERE = '\u0001NASTY\u0001';

/** Makes messages out of genuine ones by a seed, so that any of them can be made again. */
export class MessageFuzz {
  /**
   * @param random where the luck comes from
   * @param mark stands in what is made, so that it can be found wherever it was stored
   */
  constructor(
    private readonly random: SeededRandom,
    private readonly mark: string,
  ) {}

  /**
   * @param genuine messages as a browser sends them in its present state
   * @param isLast whether the connection need not outlive it
   * @returns what to send
   */
  shot(genuine: readonly object[], isLast: boolean): Shot {
    const { random } = this;
    const text = this.text(random.pick(genuine));
    switch (isLast ? random.integer(1, 5) : random.integer(-9, 0)) {
      case 0:
        return { kind: 'binary', bytes: Buffer.from(random.chance(0.5) ? text : this.noise()) };
      case 1:
        return {
          kind: 'bytes',
          bytes: Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xc0, 0xed, 0xa0])]),
        };
      case 2:
        return { kind: 'fragments', parts: this.cut(text), ends: random.chance(0.7) };
      case 3:
        return {
          kind: 'text',
          text: `{"type":"result","data":"${'x'.repeat(256 * 1024 + random.integer(0, 9999))}"}`,
        };
      case 4:
        return {
          kind: 'raw',
          bytes: random.chance(0.5) ? this.noise() : Buffer.from('GET / HTTP/1.1\r\n\r\n'),
        };
      default:
        return { kind: 'text', text };
    }
  }

  private text(genuine: object): string {
    const { random } = this;
    switch (random.integer(0, 9)) {
      case 0:
        return JSON.stringify(genuine);
      case 1:
        return this.broken(JSON.stringify(genuine));
      case 2:
        return nastyValue(random, this.mark);
      case 3:
        return `{"type":${nastyValue(random, this.mark)}}`;
      case 4:
      case 5:
      case 6:
        return this.leafChanged(JSON.stringify(genuine));
      default: {
        let message: unknown = structuredClone(genuine);
        for (let changes = random.integer(1, 3); changes > 0; changes -= 1) message = this.changed(message);
        return this.written(message);
      }
    }
  }

  /** Puts a nasty text in place of one that is not a key: all else stays valid, so that it gets as far as it can. */
  private leafChanged(text: string): string {
    const leaves = [...text.matchAll(/(?<=[:[,])"(?:[^"\\]|\\.)*"(?=[,\]}])/g)];
    const leaf = this.random.pick(leaves);
    return (
      text.slice(0, leaf.index) + nastyText(this.random, this.mark) + text.slice(leaf.index + leaf[0].length)
    );
  }

  /** Puts something nasty in place of something, beside it, or takes it away. */
  private changed(value: unknown): unknown {
    const { random } = this;
    if (typeof value !== 'object' || value === null || random.chance(0.2)) return NOWHERE;
    if (Array.isArray(value)) {
      if (value.length === 0 || random.chance(0.2)) return [...(value as unknown[]), NOWHERE];
      const index = random.integer(0, value.length - 1);
      return value.map((entry: unknown, at) => (at === index ? this.changed(entry) : entry));
    }
    const key = random.pick([...Object.keys(value), `${this.mark}more`, 'tenant', '__proto__']);
    const rest = Object.entries(value).filter(([name]) => name !== key);
    if (random.chance(0.15)) return Object.fromEntries(rest);
    return Object.fromEntries([...rest, [key, this.changed((value as Record<string, unknown>)[key])]]);
  }

  private written(message: unknown): string {
    const text = JSON.stringify(message) ?? 'undefined';
    return text.replaceAll(JSON.stringify(NOWHERE), () => nastyValue(this.random, this.mark));
  }

  private broken(text: string): string {
    const at = this.random.integer(0, text.length);
    return this.random.pick([
      () => text.slice(0, at),
      () => text + text,
      () => `\ufeff${text}`,
      () => `${text.slice(0, at)}\0${text.slice(at)}`,
      () => text.replaceAll('"', "'"),
      () => `/* */${text}`,
      () => text.replace(':', ':NaN,"x":'),
    ])();
  }

  private cut(text: string): readonly string[] {
    const at = this.random.integer(0, text.length);
    return [text.slice(0, at), '', text.slice(at)];
  }

  private noise(): Buffer {
    return Buffer.from(Array.from({ length: 64 }, () => this.random.integer(0, 255)));
  }
}
