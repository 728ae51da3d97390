import type { Command } from './command.ts';
import { objectOf, textOf } from './payload.ts';

/** Fetches a picture from StoFlow and puts it into the site's store, for an item to come. */
export const photoUpload: Command = {
  name: 'vinted.photo.upload',
  version: 1,
  async request(payload, preparation) {
    const picture = objectOf(payload, 'picture');
    const sha256 = typeof picture['sha256'] === 'string' ? picture['sha256'] : undefined;
    const blob = await preparation.picture(textOf(picture, 'path'), sha256);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    const fields = { 'photo[type]': 'item', 'photo[temp_uuid]': textOf(payload, 'temp_uuid') };
    const file = { field: 'photo[file]', name: 'photo.jpg', type: blob.type, base64 };
    return { method: 'POST', path: '/api/v2/photos', form: { fields, file }, writes: true };
  },
  data({ id, url }) {
    if (!Number.isInteger(id) || typeof url !== 'string') return undefined;
    return { data: { photo_id: id, url } };
  },
};
