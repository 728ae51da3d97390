import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../common/clock.ts';
import { PictureFetcher } from '../../../products/pictures/picture-fetcher.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { EtsyImagesClient } from '../etsy-images.client.ts';
import { EtsyListingsClient } from '../etsy-listings.client.ts';
import { EtsyTaxonomy } from '../etsy-taxonomy.ts';
import { ActivateStep } from './activate.step.ts';
import { CreateDraftStep } from './create-draft.step.ts';
import type { CopyOf } from './create-draft.step.ts';
import { DraftSearch } from './draft-search.ts';
import { DraftUpdate } from './draft-update.ts';
import { PutInventoryStep } from './put-inventory.step.ts';
import { ReadBackStep } from './read-back.step.ts';
import { SaveStep } from './save.step.ts';
import { SetPropertiesStep } from './set-properties.step.ts';
import { UploadImageStep } from './upload-image.step.ts';
import { ValidateStep } from './validate.step.ts';
import { WantedListings } from './wanted.ts';

/** Puts the steps of publishing together from Etsy's clients. */
@Injectable()
export class EtsyPublishSteps {
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly images: EtsyImagesClient,
    private readonly taxonomy: EtsyTaxonomy,
    private readonly search: DraftSearch,
    @Inject(PictureFetcher) private readonly pictures: Pick<PictureFetcher, 'fetch'>,
  ) {}

  /**
   * @param clock tells the year, on which it depends what is vintage
   * @param siteUrl base of listing pages
   * @param copyOf the listings that a job's draft is a new copy of; absent where it is the product's only one
   * @returns the steps by name
   */
  all(clock: Pick<Clock, 'now'>, siteUrl: string, copyOf?: CopyOf): Readonly<Record<string, Step>> {
    const { listings, images, taxonomy } = this;
    const wanted = new WantedListings(clock);
    const update = new DraftUpdate(listings, images, taxonomy);
    return {
      validate: new ValidateStep(wanted),
      create_draft: new CreateDraftStep(listings, taxonomy, this.search, wanted, copyOf),
      put_inventory: new PutInventoryStep(listings, wanted),
      set_properties: new SetPropertiesStep(listings, taxonomy, wanted),
      upload_image: new UploadImageStep(images, this.pictures),
      activate: new ActivateStep(listings, update, wanted, siteUrl),
      read_back: new ReadBackStep(listings, wanted),
      save: new SaveStep(wanted, siteUrl),
    };
  }
}
