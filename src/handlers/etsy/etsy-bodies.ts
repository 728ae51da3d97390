/** Fields of a listing that creating and updating both take (Open API 3.0.0). They go as a form. */
export interface ListingContent {
  readonly title: string;
  readonly description: string;
  readonly who_made: string;
  readonly when_made: string;
  readonly is_supply: boolean;
  readonly shipping_profile_id: number;
  readonly return_policy_id: number;
  readonly tags: readonly string[];
  readonly materials: readonly string[];
  readonly type: 'physical';
}

/** Everything that creating a draft takes. Price and quantity change through the inventory afterwards. */
export interface NewDraft extends ListingContent {
  readonly taxonomy_id: number;
  /** Decimal with two places. */
  readonly price: string;
  readonly quantity: number;
  readonly readiness_state_id: number;
}

/** Body of `PUT listings/{id}/inventory`: the one product of a listing without variations. It goes as JSON. */
export interface InventoryBody {
  readonly products: readonly {
    readonly sku: string;
    readonly property_values: readonly never[];
    readonly offerings: readonly {
      readonly price: number;
      readonly quantity: number;
      readonly is_enabled: true;
      readonly readiness_state_id: number;
    }[];
  }[];
  readonly price_on_property: readonly never[];
  readonly quantity_on_property: readonly never[];
  readonly sku_on_property: readonly never[];
}

/** A value of a listing's property. */
export interface PropertyValue {
  readonly propertyId: number;
  /** Etsy's name of it, for people. */
  readonly name: string;
  readonly valueId: number;
  readonly value: string;
  readonly scaleId: number | undefined;
}

/** Body of `PUT listings/{id}/inventory` that keeps what the listing has: properties that vary, and other offerings. */
export interface InventoryRevision {
  readonly products: readonly {
    readonly sku: string;
    readonly property_values: readonly Readonly<Record<string, unknown>>[];
    readonly offerings: readonly {
      readonly price: number;
      readonly quantity: number;
      readonly is_enabled: boolean;
      readonly readiness_state_id: number | null;
    }[];
  }[];
  readonly price_on_property: readonly number[];
  readonly quantity_on_property: readonly number[];
  readonly sku_on_property: readonly number[];
}
