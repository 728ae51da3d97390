import type { AccountRef } from '../protocol/vocabulary.ts';
import type { SiteRequest } from '../vinted/site-answer.ts';
import type { Trouble } from '../work/outcome.ts';

/** A payload as it came. */
export type Payload = Readonly<Record<string, unknown>>;

/** What a command may use before it acts. */
export interface Preparation {
  readonly account: AccountRef;
  /**
   * @param path of a picture, relative to StoFlow
   * @param sha256 of its bytes, where that is known
   * @returns its bytes
   * @throws {PictureUnavailable} when it cannot be had
   */
  picture(path: string, sha256: string | undefined): Promise<Blob>;
}

/** One of the closed list: what it asks the site, and what of the answer it returns. */
export interface Command {
  readonly name: string;
  readonly version: number;
  /**
   * @param payload as it came
   * @param preparation what it may use
   * @returns the one request that it makes
   * @throws {InvalidPayload} when the payload is not of its version
   */
  request(payload: Payload, preparation: Preparation): SiteRequest | Promise<SiteRequest>;
  /**
   * @param json what the site has answered with success
   * @param account in whose name
   * @param payload as it came
   * @returns what the command returns, trouble, or undefined for an answer of another shape
   */
  data(
    json: Readonly<Record<string, unknown>>,
    account: AccountRef,
    payload: Payload,
  ): { readonly data: Readonly<Record<string, unknown>> } | Trouble | undefined;
}

/** The payload is not what this version of the command says. Nothing was sent. */
export class InvalidPayload extends Error {}

/** StoFlow did not hand out a picture, or handed out another one. Nothing was sent. */
export class PictureUnavailable extends Error {}
