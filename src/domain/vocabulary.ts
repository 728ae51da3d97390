/** Where a job stands. The table of legal moves is in `job-transitions.ts`. */
export const JOB_STATUSES = [
  'pending',
  'processing',
  'paused',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
/** One of {@link JOB_STATUSES}. */
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Statuses in which no run will touch a job again unless a person asks for it. */
export const TERMINAL_JOB_STATUSES = ['completed', 'failed', 'cancelled', 'expired'] as const;

/** Where one functional step stands. `unknown` means: it may have taken effect, and must be looked up. */
export const TASK_STATUSES = [
  'pending',
  'processing',
  'success',
  'failed',
  'unknown',
  'cancelled',
  'skipped',
] as const;
/** One of {@link TASK_STATUSES}. */
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Where a batch stands, derived from the counts of its jobs. Paused is a flag beside it. */
export const BATCH_STATUSES = [
  'pending',
  'processing',
  'completed',
  'partially_failed',
  'failed',
  'cancelled',
] as const;
/** One of {@link BATCH_STATUSES}. */
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** What kind of work a task does. Every type but `db_operation` and `file_operation` talks to a marketplace. */
export const TASK_TYPES = ['plugin_http', 'direct_http', 'db_operation', 'file_operation'] as const;
/** One of {@link TASK_TYPES}. */
export type TaskType = (typeof TASK_TYPES)[number];

/**
 * What repeating a step would do: `none` (a read, a mapping), `repeatable` (a write by key, or an upload that
 * may leave an orphan), `once` (a create without a key, which must be looked up before it is ever repeated).
 */
export const EFFECT_CLASSES = ['none', 'repeatable', 'once'] as const;
/** One of {@link EFFECT_CLASSES}. */
export type EffectClass = (typeof EFFECT_CLASSES)[number];

/** Why a lane may not run now. A hold is lifted only by whoever set it, so reasons never clear each other. */
export const HOLDS = [
  'tenant',
  'tenant_paused',
  'schema',
  'disconnected',
  'account',
  'challenge',
  'reauth',
  'plugin',
  'rate',
] as const;
/** One of {@link HOLDS}. */
export type Hold = (typeof HOLDS)[number];

/** What a job that is not running waits for, as stored on the job. Holds of its lane are added on read. */
export const WAIT_REASONS = [
  'schedule',
  'backoff',
  'precondition',
  'reconciling',
  'product_busy',
  'rate',
  'paused',
] as const;
/** One of {@link WAIT_REASONS}. */
export type WaitReason = (typeof WAIT_REASONS)[number];

/** State of a listing as last known. `unknown` means a publish may or may not have created it. */
export const LISTING_STATUSES = ['draft', 'live', 'sold', 'ended', 'unknown'] as const;
/** One of {@link LISTING_STATUSES}. */
export type ListingStatus = (typeof LISTING_STATUSES)[number];

/** State of a tenant's connection to a marketplace. */
export const ACCOUNT_STATUSES = ['connected', 'needs_reauth', 'challenge', 'paused', 'disconnected'] as const;
/** One of {@link ACCOUNT_STATUSES}. */
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** Life of a product in the seller's own stock. */
export const PRODUCT_STATUSES = ['draft', 'active', 'sold', 'archived'] as const;
/** One of {@link PRODUCT_STATUSES}. */
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** Who has to act before a refused step can work. */
export const ACTORS = ['seller', 'us', 'marketplace'] as const;
/** One of {@link ACTORS}. */
export type Actor = (typeof ACTORS)[number];

/** Name of a marketplace, as the catalogue spells it. Open, since marketplaces are added as modules. */
export type Marketplace = string;
/** Code of an action, as the catalogue spells it (`publish`). */
export type ActionCode = string;
