import { needsALook, passes, sellerActs, weAct } from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import { CONDITION_NAMES } from '../mapping/vocabulary.ts';

const PRODUCT = {
  'vinted.not_ready': sellerActs('Vinted would not take this product.', 'Correct the fields that are named.'),
  'vinted.product_required': weAct('The action needs a product.', 'Make the job for a product.'),
  'vinted.field_refused': sellerActs('Vinted does not accept a field.', 'Change the field that is named.'),
  'vinted.listing_refused': sellerActs(
    'Vinted does not accept something about the item.',
    'Read what Vinted says, change the product accordingly, and retry the job.',
  ),
  'vinted.title_missing': sellerActs('Vinted needs a title.', 'Give the product a title.'),
  'vinted.title_too_long': sellerActs(
    'The title is longer than Vinted allows.',
    'Shorten the title to 100 characters.',
  ),
  'vinted.description_too_long': sellerActs(
    'The description is longer than Vinted allows.',
    'Shorten the description: Vinted takes 2000 characters, the last line with the SKU included.',
  ),
  'vinted.brand_missing': sellerActs(
    'Vinted needs a brand.',
    'Name the brand; write "No brand" where there is none.',
  ),
  'vinted.category_missing': sellerActs('Vinted needs a category.', 'Give the product a category.'),
  'vinted.category_unknown': sellerActs(
    'StoFlow knows no category of Vinted for the product.',
    'Choose another category, or give the Vinted category number.',
  ),
  'vinted.catalog_invalid': sellerActs(
    'Vinted’s categories are numbers.',
    'Correct or remove the Vinted category number.',
  ),
  'vinted.gender_missing': sellerActs(
    'Vinted needs a gender.',
    'Set women, men or unisex, or give the Vinted category number.',
  ),
  'vinted.condition_missing': sellerActs(
    'Vinted needs a condition.',
    'Set the condition, such as very good.',
  ),
  'vinted.condition_unknown': sellerActs('Vinted does not know the condition.', `Choose ${CONDITION_NAMES}.`),
  'vinted.size_missing': sellerActs('Vinted needs a size in this category.', 'Set the size.'),
  'vinted.size_unknown': sellerActs(
    'StoFlow knows no size of Vinted for the product.',
    'Write the size as Vinted does, or give the Vinted size number.',
  ),
  'vinted.picture_missing': sellerActs('Vinted needs at least one picture.', 'Add a picture.'),
  'vinted.too_many_pictures': sellerActs('Vinted takes at most 20 pictures.', 'Remove some pictures.'),
  'vinted.quantity_invalid': sellerActs(
    'There must be at least one piece to sell.',
    'Set a quantity of at least one piece.',
  ),
  'vinted.price_out_of_range': sellerActs(
    'Vinted does not take prices so low or so high.',
    'Set a price between 1.00 and 30,000.00.',
  ),
  'vinted.currency_mismatch': sellerActs(
    'The Vinted site sells in another currency.',
    'Price the product in the currency of the site.',
  ),
  'vinted.attribute_invalid': sellerActs(
    'An attribute for Vinted is wrong.',
    'Correct or remove the attribute that is named.',
  ),
} satisfies ErrorCatalogue;

const ACCOUNT = {
  'vinted.setting_missing': sellerActs('A setting of the account is missing.', 'Set what is named.'),
  'vinted.setting_invalid': sellerActs('A setting of the account is wrong.', 'Correct what is named.'),
} satisfies ErrorCatalogue;

const ITEM = {
  'vinted.already_listed': sellerActs(
    'The product is on Vinted already, with other content.',
    'Update the item instead, or delete it first.',
  ),
  'vinted.photos_gone': sellerActs(
    'Vinted no longer has the photos that were uploaded for this job.',
    'Publish the product anew.',
  ),
  'vinted.item_removed': sellerActs(
    'The item was removed right after it was created.',
    'Look at your messages on Vinted.',
  ),
  'vinted.item_not_found': sellerActs(
    'The wardrobe has more items than StoFlow looks through.',
    'Delete the item on Vinted.',
  ),
  'vinted.several_items': sellerActs(
    'Vinted has this product more than once.',
    'Delete the items that are too many there, and retry the job.',
  ),
  'vinted.listed_twice': needsALook(
    'Vinted has this product more than once.',
    'Delete the items that are too many on Vinted.',
  ),
  'vinted.price_differs': needsALook(
    'Vinted shows another price than the product has.',
    'Look at the item, and set the price you want.',
  ),
  'vinted.item_not_visible': passes('Vinted does not show the item yet.'),
  'vinted.item_still_visible': passes('Vinted still shows the item.'),
  'vinted.not_listed': sellerActs('The product is not on Vinted.', 'Publish it there first.'),
  'vinted.old_copy_left': sellerActs(
    'An older copy of the item may still be on Vinted.',
    'Delete the product there first.',
  ),
  'vinted.brand_fixed': sellerActs(
    'Vinted does not let the brand be changed any more.',
    'Change it back, or relist the product.',
  ),
  'vinted.change_not_taken': passes('Vinted answered with success and shows the old values.'),
  'vinted.wardrobe_not_found': sellerActs(
    'Vinted knows no member of this number.',
    'Look at the settings of the account.',
  ),
  'vinted.wardrobe_incomplete': passes('The wardrobe does not show all items that are there.'),
  'vinted.wardrobe_restless': passes('Items kept going from the wardrobe while it was read.'),
  'vinted.page_incomplete': passes('Vinted did not show a page as it should.'),
  'vinted.orders_not_found': weAct('Vinted shows no list of sales.'),
  'vinted.orders_undated': weAct('Vinted does not say when something was sold.'),
} satisfies ErrorCatalogue;

/** Every code of its own that Vinted's jobs may end with or wait for; those of the browser are neutral. */
export const VINTED_ERROR_CATALOGUE = { ...PRODUCT, ...ACCOUNT, ...ITEM } satisfies ErrorCatalogue;
