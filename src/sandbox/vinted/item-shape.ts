import type { FieldShape } from '../http/field-shape.ts';

const orNull = (nullable: FieldShape): FieldShape => ({ nullable });

/** What the site's form may send of an item; it is the same for a draft and for a change. */
export const ITEM_FIELDS: FieldShape = {
  fields: {
    id: orNull('integer'),
    currency: 'text',
    temp_uuid: 'text',
    title: 'text',
    description: 'text',
    brand_id: orNull('integer'),
    brand: orNull('text'),
    size_id: orNull('integer'),
    catalog_id: 'integer',
    isbn: orNull('text'),
    is_unisex: 'flag',
    status_id: orNull('integer'),
    video_game_rating_id: orNull('integer'),
    price: 'number',
    package_size_id: 'integer',
    shipment_prices: { fields: { domestic: orNull('number'), international: orNull('number') } },
    color_ids: { list: 'integer' },
    assigned_photos: { list: { fields: { id: 'integer', orientation: 'integer' }, required: ['id'] } },
    measurement_length: orNull('integer'),
    measurement_width: orNull('integer'),
    item_attributes: { list: { fields: { code: 'text', ids: { list: 'integer' } } } },
    manufacturer: orNull('text'),
    manufacturer_labelling: orNull('text'),
  },
};

/** Whatever stands around the item in the body of a write. */
export const ENVELOPE_FIELDS: Readonly<Record<string, FieldShape>> = {
  feedback_id: orNull('integer'),
  push_up: 'flag',
  parcel: orNull('object'),
  upload_session_id: 'text',
};
