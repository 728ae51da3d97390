/** What the seller has. */
export interface Product {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  readonly price: string;
  readonly currency: string;
  readonly quantity: number;
  readonly brand: string | null;
  readonly category: string | null;
  readonly size: string | null;
  readonly colour: string | null;
  readonly material: string | null;
  readonly condition: string | null;
  readonly gender: string | null;
  readonly made_year: number | null;
  readonly pictures: readonly { readonly url: string }[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: 'draft' | 'active' | 'sold' | 'archived';
  readonly version: number;
}

/** An attribute of products that a marketplace reads. */
export interface ProductAttribute {
  readonly marketplace: string;
  readonly marketplace_title: string;
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'numbers' | 'lines' | 'yes_no';
  readonly help: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
}

/** A product as it stands on an account. */
export interface Listing {
  readonly id: number;
  readonly product_id: number;
  readonly account_id: number;
  readonly marketplace: string;
  readonly status: 'draft' | 'live' | 'sold' | 'ended' | 'unknown';
  readonly url: string | null;
  readonly last_verified_at: string | null;
  readonly superseded_by: number | null;
}

/** Whether a product is ready for one account. */
export interface Readiness {
  readonly marketplace: string;
  readonly account_id: number;
  readonly ready: boolean;
  readonly fields: readonly { readonly field: string; readonly code: string; readonly message: string }[];
  readonly account_items: readonly {
    readonly code: string;
    readonly message: string;
    readonly blocks?: boolean;
  }[];
}

/** For which accounts a product is ready. */
export interface ProductReadiness {
  readonly product_id: number;
  readonly accounts: readonly Readiness[];
}

/** What became of an import. */
export interface ImportResult {
  readonly imported: number;
  readonly updated: number;
  readonly failed: number;
  readonly rows: readonly {
    readonly row: number;
    readonly sku: string | null;
    readonly field: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** Something a person is to decide. */
export interface PendingAction {
  readonly id: number;
  readonly code: string;
  readonly message: string;
  readonly status: 'open' | 'confirmed' | 'dismissed';
  readonly choices: readonly string[];
  readonly choice: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly product_id: number | null;
  readonly account_id: number | null;
  readonly job_id: number | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly created_at: string;
}
