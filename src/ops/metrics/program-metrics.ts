import { Injectable } from '@nestjs/common';
import { Registry, collectDefaultMetrics, register } from 'prom-client';

/** What Node says of itself is of the process, however many applications are in it. */
let isNodeWatched = false;

/** The metrics of this program: its own, and those that every Node program has under the usual names. */
@Injectable()
export class ProgramMetrics {
  /** Where the program's own metrics are registered. */
  readonly registry = new Registry();

  constructor() {
    if (!isNodeWatched) collectDefaultMetrics();
    isNodeWatched = true;
  }

  /** @returns media type of {@link text} */
  get contentType(): string {
    return this.registry.contentType;
  }

  /** @returns all of them in the text format of Prometheus */
  async text(): Promise<string> {
    return Registry.merge([this.registry, register]).metrics();
  }
}
