/** A JSON object as it was sent. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A photo in Vinted's store. */
export interface StoredPhoto {
  readonly id: number;
  readonly tempUuid: string | undefined;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly url: string;
}

/** An item in a wardrobe: live, sold or deleted. */
export interface StoredItem {
  readonly id: number;
  /** As it was sent last. */
  body: JsonObject;
  photos: readonly number[];
  /** When the wardrobe begins to show it, milliseconds since the epoch. */
  readonly visibleAt: number;
  closedBy: 'sold' | 'deleted' | null;
}

/** A draft: Vinted shows little more of it than its number. */
export interface StoredDraft {
  readonly id: number;
  readonly title: string;
}

/** A sale, of one item or of a bundle. */
export interface StoredOrder {
  readonly transactionId: number;
  readonly conversationId: number;
  readonly itemIds: readonly number[];
  readonly title: string;
  readonly price: number;
  readonly currency: string;
  /** Milliseconds since the epoch. */
  readonly soldAt: number;
  /** How it stands for the seller; `failed` was called off or paid back. */
  userStatus: 'needs_action' | 'waiting' | 'completed' | 'failed';
}
