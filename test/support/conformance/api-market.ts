import type { InjectionToken } from '@nestjs/common';
import type { AccountSnapshot } from '../../../src/domain/snapshots.ts';
import { StandInBench } from '../stand-in-bench.ts';
import type { ShownListing, StandInView } from './stand-in-view.ts';

/** A seller's account as a marketplace's stand-in opened it. */
export interface OpenedAccount {
  /** The seller's name on the stand-in. */
  readonly name: string;
  readonly refreshToken: string;
  readonly externalId: string;
  readonly settings: AccountSnapshot['settings'];
}

/** A marketplace with an API: its stand-in, the proxy in front of it, and what tells them apart. */
export abstract class ApiMarket<
  Opened extends { readonly account: string } = { readonly account: string },
> extends StandInBench<Opened> {
  /** As the catalogue spells it. */
  abstract readonly marketplace: string;

  /**
   * Opens a seller.
   * @returns the account
   */
  abstract openAccount(): Promise<OpenedAccount>;

  /** @returns parts of the program that must know where the proxy listens */
  abstract environment(): Promise<readonly (readonly [token: InjectionToken, value: unknown])[]>;

  /**
   * @param account the seller's name
   * @returns what the stand-in counted of the seller
   */
  abstract view(account: string): Promise<StandInView>;

  /**
   * Looks at a listing as a buyer.
   * @param path of its page
   * @param known what is known of it already
   * @returns what the page shows
   */
  protected async page(path: string, known: Pick<ShownListing, 'id' | 'sku'>): Promise<ShownListing> {
    const answer = await fetch(`${this.standIn.url}${path}`);
    const html = await answer.text();
    if (!answer.ok) throw new Error(`buyers see nothing at ${path}: ${answer.status}`);
    return {
      ...known,
      title: unescape(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? ''),
      price: Number(/<p>([\d.]+) [A-Z]{3}<\/p>/.exec(html)?.[1]).toFixed(2),
      pictures: html.match(/<img /g)?.length ?? 0,
    };
  }
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)));
}
