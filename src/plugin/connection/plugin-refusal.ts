import type { RefusalReason } from '../protocol/vocabulary.ts';

/** A browser may not go on; its connection ends with this. */
export class PluginRefusal extends Error {
  /**
   * @param reason why
   * @param message a sentence for the seller
   */
  constructor(
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}
