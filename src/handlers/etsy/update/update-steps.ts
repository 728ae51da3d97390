import { Inject, Injectable } from '@nestjs/common';
import { PictureFetcher } from '../../../products/pictures/picture-fetcher.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { EtsyImagesClient } from '../etsy-images.client.ts';
import { EtsyListingsClient } from '../etsy-listings.client.ts';
import { EtsyTaxonomy } from '../etsy-taxonomy.ts';
import { SetPropertiesStep } from '../publish/set-properties.step.ts';
import type { WantedListings } from '../publish/wanted.ts';
import { ArrangeImagesStep } from './arrange-images.step.ts';
import { ListingWrites } from './listing-writes.ts';
import { PictureUploads } from './picture-uploads.ts';
import { ReadBackUpdateStep } from './read-back-update.step.ts';
import { ReadListingStep } from './read-listing.step.ts';
import { SaveUpdateStep } from './save-update.step.ts';
import { UpdatePropertiesStep } from './update-properties.step.ts';
import { UploadNewImageStep } from './upload-new-image.step.ts';
import { WhileLive } from './while-live.ts';
import { WriteContentStep } from './write-content.step.ts';
import { WriteInventoryStep } from './write-inventory.step.ts';

/** Puts the steps of updating together from Etsy's clients. */
@Injectable()
export class EtsyUpdateSteps {
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly images: EtsyImagesClient,
    private readonly taxonomy: EtsyTaxonomy,
    @Inject(PictureFetcher) private readonly pictures: Pick<PictureFetcher, 'fetch'>,
  ) {}

  /**
   * @param wanted maps products
   * @param siteUrl base of listing pages
   * @returns the steps by name
   */
  all(wanted: WantedListings, siteUrl: string): Readonly<Record<string, Step>> {
    const { listings, images, taxonomy } = this;
    const writes = new ListingWrites(listings, taxonomy);
    const uploads = new PictureUploads(images, this.pictures);
    const properties = new SetPropertiesStep(listings, taxonomy, wanted);
    return {
      read: new ReadListingStep(listings),
      write_content: new WhileLive(new WriteContentStep(writes, wanted)),
      put_inventory: new WhileLive(new WriteInventoryStep(writes, wanted)),
      set_properties: new WhileLive(new UpdatePropertiesStep(properties, wanted)),
      upload_image: new WhileLive(new UploadNewImageStep(uploads)),
      arrange_images: new WhileLive(new ArrangeImagesStep(listings, images, uploads, wanted)),
      read_back: new WhileLive(new ReadBackUpdateStep(listings, writes, wanted)),
      save: new SaveUpdateStep(siteUrl),
    };
  }
}
