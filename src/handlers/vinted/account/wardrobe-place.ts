/**
 * Where a look through a wardrobe stands. Vinted knows no cursor, only page numbers: an item that is added moves all
 * others to later places, so that some come twice, and one that goes moves them to earlier ones, so that some would be
 * skipped. The number of all items tells of the second.
 */
export interface WardrobePlace {
  /** Items before it, counted from the newest. */
  readonly position: number;
  /** Items of the whole wardrobe when it was asked last; null before the first time. */
  readonly entries: number | null;
  /** Steps back so far. */
  readonly backs: number;
}

/** What a page says of the whole wardrobe. */
export interface WardrobeSize {
  readonly perPage: number;
  readonly totalPages: number;
  /** Items of all pages; null where Vinted does not say. */
  readonly totalEntries: number | null;
}

/**
 * Reads a place from the cursor of a page.
 * @param cursor what {@link cursorOf} made; null for the beginning
 * @returns the place
 * @throws {Error} where it is no such cursor
 */
export function placeOf(cursor: string | null): WardrobePlace {
  if (cursor === null) return { position: 0, entries: null, backs: 0 };
  const [position = Number.NaN, entries = Number.NaN, backs = Number.NaN] = cursor.split('/').map(Number);
  if (![position, entries, backs].every(Number.isSafeInteger)) throw new Error(`no place: ${cursor}`);
  return { position, entries, backs };
}

/**
 * @param place where the next page begins
 * @returns the place as text
 */
export function cursorOf({ position, entries, backs }: WardrobePlace): string {
  return `${position}/${entries ?? 0}/${backs}`;
}

/**
 * Moves a place to where its item stands by now: so many items as went since the last page may have stood before it.
 * @param place where the page was to begin
 * @param size what the page says of the whole wardrobe
 * @returns the place, on an earlier page where the step is that long
 */
export function movedPlace(place: WardrobePlace, size: WardrobeSize): WardrobePlace {
  const entries = entriesOf(size);
  const gone = Math.max(0, (place.entries ?? entries) - entries);
  const position = Math.max(0, place.position - gone);
  const isBack = pageOf(position, size.perPage) < pageOf(place.position, size.perPage);
  return { position, entries, backs: place.backs + (isBack ? 1 : 0) };
}

/**
 * @param position items before it
 * @param perPage items of a page
 * @returns the page it is on, from 1
 */
export function pageOf(position: number, perPage: number): number {
  return Math.floor(position / perPage) + 1;
}

/**
 * Finds where to go on after a page.
 * @param place where the page's items began
 * @param consumed items that were taken
 * @param isWhole whether they were all of the page
 * @param size what the page says of the whole wardrobe
 * @returns the place of what follows; null at the end
 */
export function placeAfter(
  place: WardrobePlace,
  consumed: number,
  isWhole: boolean,
  size: WardrobeSize,
): WardrobePlace | null {
  const page = pageOf(place.position, size.perPage);
  // A page may be shorter than the others, since Vinted leaves out what it hides.
  const position = isWhole ? page * size.perPage : place.position + consumed;
  return isWhole && page >= size.totalPages ? null : { ...place, position };
}

function entriesOf({ totalEntries, totalPages, perPage }: WardrobeSize): number {
  return totalEntries ?? totalPages * perPage;
}
