import { Injectable } from '@nestjs/common';
import type { FoundListing } from '../../domain/found.ts';
import type { Picture } from '../../domain/snapshots.ts';
import { PictureError } from '../../products/pictures/picture-error.ts';
import { PictureFetcher } from '../../products/pictures/picture-fetcher.ts';
import { SimilarProducts, plainTitle } from '../../products/similar-products.ts';
import type { StepContext } from '../contract/contexts.ts';

/**
 * Compares the first picture of a listing with that of the products that have its title. Only equal bytes count:
 * a likeness would be a guess, and a wrong guess makes one product of two. Most marketplaces compress pictures anew;
 * a person decides then.
 */
@Injectable()
export class SamePictures {
  constructor(
    private readonly products: SimilarProducts,
    private readonly fetcher: PictureFetcher,
  ) {}

  /**
   * @param context for whom
   * @param listing a listing of which it is not known which product it is
   * @returns ids of the products with the same title and the same first picture
   */
  async of({ tenant, signal }: StepContext, listing: FoundListing): Promise<readonly number[]> {
    const [address] = listing.pictures ?? [];
    if (address === undefined) return [];
    const candidates = await this.products.withTitles(tenant, [plainTitle(listing.title)]);
    if (candidates.length === 0) return [];
    const theirs = await this.hashOf({ url: address }, signal);
    if (theirs === undefined) return [];
    const same: number[] = [];
    for (const { id, pictures } of candidates) {
      const [ours] = pictures;
      if (ours !== undefined && (await this.hashOf(ours, signal)) === theirs) same.push(id);
    }
    return same;
  }

  /** A picture that cannot be had tells nothing, and is no reason to stop an import. */
  private async hashOf({ url, sha256 }: Picture, signal: AbortSignal): Promise<string | undefined> {
    if (sha256 !== undefined) return sha256;
    try {
      return (await this.fetcher.fetch(url, signal)).sha256;
    } catch (error: unknown) {
      if (error instanceof PictureError) return undefined;
      throw error;
    }
  }
}
