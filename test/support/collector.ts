import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A span as it was sent. */
export interface SentSpan {
  /** `service.name` of who sent it. */
  readonly service: unknown;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2 where something went wrong. */
  readonly status: number | undefined;
  readonly nanoseconds: bigint;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface SentTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<SentSpan, 'service' | 'attributes' | 'status' | 'nanoseconds'> & {
        readonly attributes: readonly Attribute[];
        readonly status: { readonly code?: number };
        readonly startTimeUnixNano: string;
        readonly endTimeUnixNano: string;
      })[];
    }[];
  }[];
}

/** A collector of traces, as the protocol describes it (OTLP/HTTP with JSON). */
export class Collector {
  readonly spans: SentSpan[] = [];
  /** Attributes of whoever sent something. */
  resource: Readonly<Record<string, unknown>> = {};
  headers: Readonly<Record<string, unknown>> = {};
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'POST' && request.url === '/v1/traces')
        this.take(JSON.parse(body) as SentTraces);
      this.headers = request.headers;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  /** @returns its address, once it listens */
  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Stops. */
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take({ resourceSpans }: SentTraces): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      this.resource = valuesOf(resource.attributes);
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({
          service: this.resource['service.name'],
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentSpanId,
          name: span.name,
          attributes: valuesOf(span.attributes),
          status: span.status.code,
          nanoseconds: BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano),
        });
      }
    }
  }
}

function valuesOf(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
