import { Clock } from '../../common/clock.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Refused } from '../../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { PictureLinks } from '../../plugin/pictures/picture-links.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { sameHashes } from '../mapping/field-hashes.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { CreateItemStep } from './publish/create-item.step.ts';
import { ItemLook } from './delete/item-look.ts';
import { FindItemStep } from './publish/find-item.step.ts';
import { ItemSearch } from './publish/item-search.ts';
import { listedItemId } from './publish/listed-item.ts';
import { MapStep } from './publish/map.step.ts';
import { oldCopyLeft } from './publish/old-copy-left.ts';
import { findPlan, PUBLISH_PLAN_VERSION, publishPlan } from './publish/publish-plan.ts';
import { ReadBackStep } from './publish/read-back.step.ts';
import { SaveStep } from './publish/save.step.ts';
import { UploadPhotoStep } from './publish/upload-photo.step.ts';
import { ValidateStep } from './publish/validate.step.ts';
import { readyOrRefused } from './publish/wanted.ts';
import { fieldHashesOf } from './vinted-fingerprint.ts';
import { wantedItem } from './vinted-mapper.ts';
import { vintedPreflight } from './vinted-preflight.ts';

/** Lists a product on Vinted, through the seller's own browser. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'publish' })
export class VintedPublishHandler extends PluginJobHandler {
  override readonly planVersion = PUBLISH_PLAN_VERSION;
  protected override readonly marketplaceName = 'Vinted';
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, links: PictureLinks, clock: Clock) {
    super(commands, clock);
    const questions = new PluginQuestions(commands, this.marketplaceName);
    const search = new ItemSearch(questions, clock);
    this.steps = {
      validate: new ValidateStep(),
      map: new MapStep(),
      upload_photo: new UploadPhotoStep(links),
      create_item: new CreateItemStep(search),
      read_back: new ReadBackStep(),
      find_item: new FindItemStep(new ItemLook(questions)),
      save: new SaveStep(),
    };
  }

  /**
   * Plans the publication.
   * @param context the job with its product, account and listing
   * @returns the steps; none where the item is live and was sent exactly this; a look at an item that was made before;
   *   or the refusal of what cannot fit
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return ready;
    const { product, settings } = ready;
    const { listing } = context;
    if (listing === null || listedItemId(context) === 0) {
      return oldCopyLeft(context) ?? publishPlan(product.pictures.length);
    }
    const wanted = fieldHashesOf(wantedItem(product, settings), product.pictures);
    const isLive = listing.status === 'live' && sameHashes(wanted, recordOf(listing.fingerprint)['fields']);
    return isLive ? [] : findPlan();
  }

  /**
   * Tells what keeps a product from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return vintedPreflight(product, account, 'Publishing needs a product.');
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the item's id and address
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    return { item_id: textOf(saved['item_id']) ?? null, url: textOf(saved['url']) ?? null };
  }
}
