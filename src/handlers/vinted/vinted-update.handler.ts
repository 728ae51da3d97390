import { Clock } from '../../common/clock.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Refused } from '../../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { PictureLinks } from '../../plugin/pictures/picture-links.ts';
import { anyNumber } from '../contract/any-number.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { sameHashes } from '../mapping/field-hashes.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { ItemLook } from './delete/item-look.ts';
import { listedItemId } from './publish/listed-item.ts';
import { UploadPhotoStep } from './publish/upload-photo.step.ts';
import { readyOrRefused } from './publish/wanted.ts';
import { ReadBackChangeStep } from './update/read-back-change.step.ts';
import { ReadItemStep } from './update/read-item.step.ts';
import { SaveChangeStep } from './update/save-change.step.ts';
import { UpdateItemStep } from './update/update-item.step.ts';
import { readPlan, savePlan, UPDATE_PLAN_VERSION, uploadPlan, writePlan } from './update/update-plan.ts';
import { fieldHashesOf } from './vinted-fingerprint.ts';
import { wantedItem } from './vinted-mapper.ts';
import { notListed } from './vinted-not-listed.ts';
import { vintedPreflight } from './vinted-preflight.ts';

/** Changes an item on Vinted to what its product has become, through the seller's own browser. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'update' })
export class VintedUpdateHandler extends PluginJobHandler {
  override readonly planVersion = UPDATE_PLAN_VERSION;
  protected override readonly marketplaceName = 'Vinted';
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, links: PictureLinks, clock: Clock) {
    super(commands, clock);
    const look = new ItemLook(new PluginQuestions(commands, this.marketplaceName));
    this.steps = {
      read_item: new ReadItemStep(look),
      upload_photo: new UploadPhotoStep(links, 'read_item'),
      update_item: new UpdateItemStep(),
      read_back: new ReadBackChangeStep(look),
      save: new SaveChangeStep(),
    };
  }

  /**
   * Plans the change.
   * @param context the job with its product, account and listing; `input.force` sends everything again
   * @returns a look at the item; none where it is live and was sent exactly this; or the refusal of what cannot fit or
   *   is not listed
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return ready;
    const { listing, job } = context;
    if (listing === null || listedItemId(context) === 0) return notListed();
    const wanted = fieldHashesOf(wantedItem(ready.product, ready.settings), ready.product.pictures);
    const isSent = listing.status === 'live' && sameHashes(wanted, recordOf(listing.fingerprint)['fields']);
    return isSent && job.input['force'] !== true ? [] : readPlan();
  }

  /**
   * Tells what keeps an item from being changed: the same as keeps it from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return vintedPreflight(product, account, 'Updating needs a product.');
  }

  /** @returns what the look at the item may append */
  override appends(): readonly TaskPlan[] {
    const uploads = uploadPlan([{ place: 1, url: '' }]);
    return [...uploads, ...writePlan(1), ...savePlan('')].map(anyNumber);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the item's id, and `live`, or `sold` or `ended` where it could not be changed any more
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const last = recordOf(results['save'] ?? results['read_item']);
    return { item_id: textOf(last['item_id']) ?? null, status: textOf(last['status']) ?? null };
  }
}
