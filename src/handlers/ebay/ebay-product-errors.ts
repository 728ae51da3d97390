import { sellerActs, weAct } from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import { CONDITION_NAMES } from '../mapping/vocabulary.ts';

const PICTURES = 'Use other pictures, such as JPEG files of a usual camera, and retry the job.';

/** What a seller puts right at a product before eBay takes it. */
export const EBAY_PRODUCT_ERRORS = {
  'ebay.not_ready': sellerActs('eBay would not take this product.', 'Correct the fields that are named.'),
  'ebay.product_required': weAct('The action needs a product.', 'Make the job for a product.'),
  'ebay.title_missing': sellerActs('eBay needs a title.', 'Give the product a title.'),
  'ebay.brand_missing': sellerActs(
    'eBay needs a brand.',
    'Name the brand; write "No brand" where there is none.',
  ),
  'ebay.category_missing': sellerActs('eBay needs a category.', 'Give the product a category.'),
  'ebay.category_unknown': sellerActs(
    'StoFlow knows no eBay category for the product.',
    'Choose another category, or give the eBay category number.',
  ),
  'ebay.category_invalid': sellerActs(
    'eBay does not accept the category.',
    'Choose another category, or give as eBay category number one without subcategories.',
  ),
  'ebay.gender_missing': sellerActs('This category needs a gender.', 'Set the gender, such as women or men.'),
  'ebay.condition_missing': sellerActs('eBay needs a condition.', 'Set the condition, such as very good.'),
  'ebay.condition_unknown': sellerActs('eBay does not know the condition.', `Choose ${CONDITION_NAMES}.`),
  'ebay.condition_invalid': sellerActs(
    'The category does not know this condition.',
    'Choose another condition, or another category.',
  ),
  'ebay.picture_missing': sellerActs('eBay needs at least one picture.', 'Add a picture.'),
  'ebay.too_many_pictures': sellerActs('eBay takes at most 24 pictures.', 'Remove some pictures.'),
  'ebay.picture_invalid': sellerActs('eBay does not accept the pictures.', PICTURES),
  'ebay.picture_format': sellerActs('A picture has a format that eBay does not take.', PICTURES),
  'ebay.picture_too_large': sellerActs(
    'A picture is larger than eBay allows.',
    'Make the picture smaller, and retry the job.',
  ),
  'ebay.quantity_invalid': sellerActs(
    'eBay does not accept the quantity.',
    'Set a quantity of at least one piece.',
  ),
  'ebay.price_out_of_range': sellerActs(
    'eBay does not take prices so low or so high.',
    'Set a price between 0.99 and 99,999.00.',
  ),
  'ebay.price_invalid': sellerActs('eBay does not accept the price.', 'Change the price.'),
  'ebay.currency_mismatch': sellerActs(
    'The eBay site sells in another currency.',
    'Price the product in the currency of the site, or list it with an account of another site.',
  ),
  'ebay.aspect_missing': sellerActs(
    'The category needs another item specific.',
    'Give what is named, if need be among the eBay item specifics.',
  ),
  'ebay.aspect_invalid': sellerActs(
    'eBay does not accept an item specific.',
    'Change what is named, if need be among the eBay item specifics.',
  ),
  'ebay.field_missing': sellerActs('eBay misses a field.', 'Fill the field that eBay names.'),
  'ebay.field_invalid': sellerActs(
    'eBay does not accept the value of a field.',
    'Change the field that eBay names.',
  ),
  'ebay.field_too_long': sellerActs(
    'A field is longer than eBay allows.',
    'Shorten the field that eBay names.',
  ),
  'ebay.option_invalid': sellerActs(
    'eBay does not accept a listing option.',
    'Read what eBay says, and change the product or the policies accordingly.',
  ),
  'ebay.input_error': sellerActs('eBay does not accept an input.', 'Change what eBay names.'),
  'ebay.product_safety_incomplete': sellerActs(
    'eBay needs complete manufacturer or EU responsible person details (GPSR).',
    'Complete these details in your eBay account.',
  ),
  'ebay.sku_invalid': weAct('eBay does not accept the SKU that StoFlow made.'),
} satisfies ErrorCatalogue;
