import type { Effect } from '../../../domain/effects.ts';
import { done, unknown } from '../../../domain/outcome.ts';
import type { Done, Outcome, Reconciliation, Unknown } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import { positive } from '../etsy-account-settings.ts';
import { eraNamedIn } from '../etsy-eras.ts';
import { EtsyCallError } from '../etsy-errors.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { newDraftOf } from '../etsy-mapper.ts';
import type { EtsyTaxonomy } from '../etsy-taxonomy.ts';
import { begunMarks, marksOf } from './draft-marks.ts';
import type { DraftSearch } from './draft-search.ts';
import { contentHashOf } from './wanted.ts';
import type { Wanted, WantedListings } from './wanted.ts';

/** Tells which listings a job's draft is a new copy of. */
export type CopyOf = (context: StepContext) => readonly string[] | undefined;

/** Creates the draft, or goes on with the listing that the product already has on Etsy. */
export class CreateDraftStep implements Step {
  /**
   * @param listings Etsy's listings
   * @param taxonomy Etsy's taxonomy
   * @param search finds a draft whose answer is missing
   * @param wanted maps the product
   * @param copyOf the listings that a job's draft is a new copy of; undefined where it is the product's only one
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly taxonomy: EtsyTaxonomy,
    private readonly search: DraftSearch,
    private readonly wanted: WantedListings,
    private readonly copyOf: CopyOf = () => undefined,
  ) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with the listing's id, `adopted` where it was there before; it is a draft from now on
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const wanted = this.wanted.of(context);
    const known = await this.known(context, wanted);
    if (known !== undefined) return begun(context, known, { shop_id: wanted.settings.shopId, adopted: true });
    const taxonomyId = await this.taxonomyId(context, wanted);
    const { listing, whenMade } = await this.create(context, wanted, taxonomyId);
    if (!(await this.search.isOurs(context, listing, this.copyOf(context)))) return takenByAnother();
    return begun(context, listing, {
      shop_id: wanted.settings.shopId,
      adopted: false,
      made_by_job: true,
      content_hash: contentHashOf({
        ...wanted,
        content: { ...wanted.content, when_made: whenMade },
      }),
      when_made: whenMade,
      made_year: wanted.product.madeYear,
    });
  }

  /**
   * @param task the step; what it made is not older than its first execution
   * @param context the job
   * @returns done with the draft that bears the job's marks, absent where there is none
   */
  async lookUp(task: TaskView, context: StepContext): Promise<Reconciliation> {
    // A product that has stopped fitting may have a draft all the same: by what the job began with.
    const asBegun = begunMarks(recordOf(context.results['validate']));
    const wanted = this.wanted.ifReady(context);
    const shopId =
      asBegun?.shopId ?? wanted?.settings.shopId ?? Number(earlierText(context, 'validate', 'shop_id'));
    const wishes = [
      ...(asBegun === undefined ? [] : [asBegun]),
      ...(wanted === undefined ? [] : [marksOf(wanted)]),
    ];
    const found = await this.search.find(context, {
      shopId,
      skus: wishes.map(({ sku }) => sku),
      since: task.startedAt,
      copyOf: this.copyOf(context),
      contents: await Promise.all(
        wishes.map(async ({ title, price, taxonomy }) => ({
          title,
          price,
          taxonomyId: await this.taxonomy.idOf(context, taxonomy),
        })),
      ),
    });
    if (found.kept !== undefined) {
      const result = { shop_id: shopId, adopted: true, made_by_job: true };
      return begun(context, found.kept, result, duplicates(found.kept, found.others));
    }
    return found.complete
      ? { kind: 'absent' }
      : { kind: 'undecided', message: 'The shop has too many drafts to look for this one.' };
  }

  /** The listing that an earlier job has left, unless somebody has deleted it on Etsy since. */
  private async known(context: StepContext, wanted: Wanted): Promise<EtsyListing | undefined> {
    const listingId = positive(context.listing?.externalIds['listing_id']);
    if (listingId === undefined) return undefined;
    const listing = await this.listings.listing(context, listingId);
    const elsewhere = listing?.shopId !== undefined && listing.shopId !== wanted.settings.shopId;
    if (elsewhere) throw listedElsewhere(listing.shopId);
    return listing;
  }

  private async taxonomyId(context: StepContext, { taxonomy, product }: Wanted): Promise<number> {
    const id = await this.taxonomy.idOf(context, taxonomy);
    if (id !== undefined) return id;
    const message = `Etsy's taxonomy has no place for "${product.category}"; choose another, or give the Etsy category number.`;
    throw refusal('etsy.category_unknown', message, 'category');
  }

  private async create(
    context: StepContext,
    wanted: Wanted,
    taxonomyId: number,
  ): Promise<{ readonly listing: EtsyListing; readonly whenMade: string }> {
    const { shopId } = wanted.settings;
    const draft = newDraftOf(wanted, wanted.settings, taxonomyId);
    try {
      return {
        listing: await this.listings.createDraft(context, shopId, draft),
        whenMade: draft.when_made,
      };
    } catch (error) {
      const whenMade = eraNamedBy(error, wanted);
      if (whenMade === undefined) throw error;
      const again = { ...draft, when_made: whenMade };
      return { listing: await this.listings.createDraft(context, shopId, again), whenMade };
    }
  }
}

/** Around New Year Etsy's names of the eras and ours may differ; its refusal says which it knows. */
function eraNamedBy(error: unknown, { product, content }: Wanted): string | undefined {
  const derived = textOf(product.attributes['etsy_when_made']) === undefined;
  if (!(error instanceof EtsyCallError) || error.failure.code !== 'etsy.era_invalid') return undefined;
  if (!derived || product.madeYear === null) return undefined;
  const era = eraNamedIn(error.problems.map(({ message }) => message).join(' '), product.madeYear);
  return era === content.when_made ? undefined : era;
}

/** The id is journalled with the step, so that nothing that follows can lose it. */
function begun(
  { listing: row }: StepContext,
  listing: EtsyListing,
  result: Readonly<Record<string, unknown>>,
  more: readonly Effect[] = [],
): Done {
  const listingId = String(listing.listingId);
  const unpublished = listing.state === 'draft' ? 'draft' : 'unknown';
  return done({ listing_id: listingId, state: listing.state, ...result }, [
    {
      type: 'listing',
      // A listing that is live stays so while it is published anew.
      status: row?.status === 'live' ? 'live' : unpublished,
      externalIds: { listing_id: listingId },
    },
    ...more,
  ]);
}

/** Two products that look alike: the other one's search was faster, and has left its own draft for this job to find. */
function takenByAnother(): Unknown {
  return unknown({
    code: 'etsy.draft_taken',
    message: 'Another product of the same title and price goes on with the draft that was made for this one.',
    actor: 'us',
  });
}

/** Deleting what looks like ours might delete what the seller wrote: they are asked. */
function duplicates(kept: EtsyListing, others: readonly EtsyListing[]): readonly Effect[] {
  if (others.length === 0) return [];
  return [
    {
      type: 'pending_action',
      code: 'etsy.duplicate_drafts',
      message:
        'Etsy has several drafts that look like this product. StoFlow goes on with the oldest; look at the others.',
      details: {
        kept: String(kept.listingId),
        others: others.map(({ listingId }) => String(listingId)),
      },
    },
  ];
}

function listedElsewhere(shopId: number): CallFailedError {
  const message = `This product is listed in shop ${shopId}. End that listing before publishing in another shop.`;
  return refusal('etsy.shop_changed', message, 'account.settings.shop_id');
}

function refusal(code: string, message: string, field: string): CallFailedError {
  return new CallFailedError(
    { code, message, actor: 'seller', fields: [{ field, code, message }] },
    { kind: 'refused' },
  );
}
