import { sellerActs, weAct } from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';

/** What a seller puts right at a product before Etsy takes it. */
export const ETSY_PRODUCT_ERRORS = {
  'etsy.not_ready': sellerActs('Etsy would not take this product.', 'Correct the fields that are named.'),
  'etsy.product_required': weAct('The action needs a product.', 'Make the job for a product.'),
  'etsy.not_vintage': sellerActs(
    'Etsy takes second-hand goods only from 20 years of age.',
    'Correct the year the product was made; list younger goods elsewhere.',
  ),
  'etsy.not_allowed': sellerActs(
    'Etsy does not take this product: second-hand goods must be vintage.',
    'Correct the year the product was made, or list the product elsewhere.',
  ),
  'etsy.made_year_missing': sellerActs(
    'Etsy needs to know when the product was made.',
    'Set the year the product was made.',
  ),
  'etsy.era_invalid': sellerActs(
    'Etsy does not accept who made the product, or when.',
    'Correct the year the product was made.',
  ),
  'etsy.title_missing': sellerActs('Etsy needs a title.', 'Give the product a title.'),
  'etsy.title_invalid': sellerActs(
    'Etsy does not accept the title.',
    'Change the title: Etsy allows some signs only once, and few words in capitals.',
  ),
  'etsy.description_invalid': sellerActs('Etsy does not accept the description.', 'Change the description.'),
  'etsy.sku_invalid': sellerActs('Etsy does not accept the SKU.', 'Change the SKU.'),
  'etsy.description_too_long': sellerActs(
    'Etsy takes no description of this length.',
    'Shorten the description.',
  ),
  'etsy.price_invalid': sellerActs('Etsy does not accept the price.', 'Change the price.'),
  'etsy.quantity_invalid': sellerActs(
    'Etsy does not accept the quantity.',
    'Set a quantity of at least one piece.',
  ),
  'etsy.currency_mismatch': sellerActs(
    'The Etsy shop sells in another currency.',
    'Price the product in the currency of the shop.',
  ),
  'etsy.category_missing': sellerActs('Etsy needs a category.', 'Give the product a category.'),
  'etsy.category_unknown': sellerActs(
    'StoFlow knows no Etsy category for the product.',
    'Choose another category, or give the Etsy category number.',
  ),
  'etsy.category_invalid': sellerActs(
    'Etsy does not accept the category.',
    'Choose another category, or another Etsy category number.',
  ),
  'etsy.gender_missing': sellerActs('This category needs a gender.', 'Set the gender, such as women or men.'),
  'etsy.tags_invalid': sellerActs('Etsy does not accept a tag.', 'Change the Etsy tags.'),
  'etsy.material_invalid': sellerActs('Etsy does not accept the material.', 'Change the material.'),
  'etsy.attribute_invalid': sellerActs(
    'An attribute for Etsy is wrong.',
    'Correct or remove the attribute that is named.',
  ),
  'etsy.property_invalid': sellerActs(
    'Etsy does not accept an attribute.',
    'Read what Etsy says, and change the size, the colour or the Etsy attributes.',
  ),
  'etsy.picture_missing': sellerActs('Etsy needs at least one picture.', 'Add a picture.'),
  'etsy.too_many_pictures': sellerActs('Etsy takes at most 20 pictures.', 'Remove some pictures.'),
  'etsy.picture_invalid': sellerActs(
    'Etsy does not accept a picture.',
    'Use other pictures, such as JPEG files of a usual camera, and retry the job.',
  ),
} satisfies ErrorCatalogue;
