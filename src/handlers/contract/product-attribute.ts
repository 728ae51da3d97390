/** How an attribute's value is given: `numbers` and `lines` are lists, of numbers and of texts. */
export const ATTRIBUTE_KINDS = ['text', 'number', 'numbers', 'lines', 'yes_no'] as const;
/** One of {@link ATTRIBUTE_KINDS}. */
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

/** An attribute of a product that means something to a marketplace, as a person is asked for it. */
export interface ProductAttribute {
  /** Its key in the product's `attributes`. */
  readonly name: string;
  /** What people call it; texts about it use the same words. */
  readonly label: string;
  readonly kind: AttributeKind;
  /** What to fill in, and what follows from leaving it out. */
  readonly help: string;
  /** All that it may be; without them it is anything of its kind. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}
