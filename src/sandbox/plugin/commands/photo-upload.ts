import { createHash } from 'node:crypto';
import { failed } from '../outcome.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { pageChanged } from './page-changed.ts';
import { objectIn, textIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.photo.upload@1`: fetches a picture from StoFlow and puts it into Vinted's store. */
export const photoUpload: PluginCommand = {
  name: 'vinted.photo.upload',
  version: 1,
  async execute(payload, context) {
    const picture = objectIn(payload, 'picture');
    const tempUuid = textIn(payload, 'temp_uuid');
    const bytes = await context.fetchPicture(textIn(picture, 'path'));
    if (bytes === undefined) return failed('picture_unavailable', 'The picture could not be fetched');
    const { sha256 } = picture;
    if (typeof sha256 === 'string' && createHash('sha256').update(bytes).digest('hex') !== sha256) {
      return failed('picture_unavailable', 'The picture is another one');
    }
    const body = new FormData();
    body.append('photo[type]', 'item');
    body.append('photo[temp_uuid]', tempUuid);
    body.append('photo[file]', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
    const answer = await callVinted(context, { method: 'POST', path: '/api/v2/photos', body, writes: true });
    if (answer.status !== 'ok') return answer;
    const { id, url } = answer.json;
    if (!Number.isInteger(id) || typeof url !== 'string') return pageChanged(answer, true);
    return { status: 'done', data: { photo_id: id, url }, http: answer.http };
  },
};
