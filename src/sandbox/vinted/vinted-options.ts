/** How a `VintedStandIn` behaves where Vinted itself varies or leaves a choice. */
export interface VintedOptions {
  /** How long a new item stays invisible in the wardrobe, milliseconds. */
  readonly indexLagMs: number;
  /** How long each call takes, milliseconds. */
  readonly latencyMs: number;
  /** Most photos of one item; Vinted's is 20. */
  readonly maxPhotos: number;
  /** Fields of an item that must hold something, beside its photos. */
  readonly requiredFields: readonly string[];
  /** Categories that want a `size_id`, whatever their tree says. */
  readonly sizeCatalogs: readonly number[];
  /** Whether a photo belongs to the first item that takes it; switched off, a repeated create makes a second item. */
  readonly photosAssignedOnce: boolean;
  /** Whether the brand of an item is fixed once it is published. */
  readonly brandLocked: boolean;
  /** Whether the upload routes fail without the headers of the site's form, as seen in September 2026. */
  readonly uploadHeaders: boolean;
  /** Whether the wardrobe goes on showing deleted items, closed. */
  readonly deletedInWardrobe: boolean;
  /** Whether the list of sales says when, for how much and how each stands, as some tools have seen it. */
  readonly datedOrders: boolean;
  /** Writes a user may make within {@link writeWindowSeconds}; 0 for no limit, Vinted publishes none. */
  readonly writeLimit: number;
  readonly writeWindowSeconds: number;
  /** What stands before the SKU in the last line of a description that carries one. */
  readonly skuMark: string;
}

/** Category 9001 carries the hidden rule about sizes. */
export const DEFAULT_VINTED_OPTIONS: VintedOptions = {
  indexLagMs: 0,
  latencyMs: 0,
  maxPhotos: 20,
  requiredFields: ['title', 'description', 'catalog_id', 'price', 'currency', 'package_size_id', 'status_id'],
  sizeCatalogs: [9001],
  photosAssignedOnce: true,
  brandLocked: false,
  uploadHeaders: true,
  deletedInWardrobe: false,
  datedOrders: false,
  writeLimit: 0,
  writeWindowSeconds: 3600,
  skuMark: 'Ref. ',
};
