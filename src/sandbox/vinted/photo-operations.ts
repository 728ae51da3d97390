import type { Answer } from '../http/exchange.ts';
import { parseMultipart } from '../http/multipart.ts';
import { imageKind } from '../pictures/image-kind.ts';
import type { VintedCall } from './vinted-call.ts';
import { VintedRefusal } from './vinted-error.ts';
import type { StoredPhoto } from './vinted-records.ts';
import type { VintedWorld } from './vinted-world.ts';

/**
 * `POST /api/v2/photos`: multipart, fields `photo[type]`, `photo[temp_uuid]` and `photo[file]`; every call makes a new
 * photo.
 *
 * @param call the call
 * @returns the photo's number and address
 * @throws VintedRefusal 106 for a body that is no such form, 99 for a file that is no picture or one too many
 */
export function uploadPhoto(call: VintedCall): Answer {
  const parts = parseMultipart(call.exchange.headers['content-type'] ?? '', call.exchange.body);
  if (parts === undefined) throw new VintedRefusal(106);
  const textOf = (name: string): string | undefined =>
    parts.find((part) => part.name === name && part.fileName === undefined)?.bytes.toString('utf8');
  const file = parts.find((part) => part.name === 'photo[file]' && part.fileName !== undefined);
  if (textOf('photo[type]') !== 'item' || file === undefined) {
    throw new VintedRefusal(99, [{ field: 'photo', value: 'A photo of an item is expected' }]);
  }
  const mime = imageKind(file.bytes);
  if (mime === undefined) throw new VintedRefusal(99, [{ field: 'file', value: 'This is no picture' }]);
  const tempUuid = textOf('photo[temp_uuid]');
  const together = [...call.user.photos.values()].filter((photo) => photo.tempUuid === tempUuid);
  if (tempUuid !== undefined && together.length >= call.world.options.maxPhotos) {
    throw new VintedRefusal(99, [{ field: 'photos', value: `At most ${call.world.options.maxPhotos}` }]);
  }
  const id = call.world.nextPhotoId();
  const url = `${call.world.baseUrl}/t/${id}.${mime.slice('image/'.length)}`;
  const photo: StoredPhoto = { id, tempUuid, mime, bytes: file.bytes, url };
  call.user.photos.set(id, photo);
  return {
    status: 200,
    json: { id, ...(tempUuid === undefined ? {} : { temp_uuid: tempUuid }), url, orientation: 0 },
  };
}

/**
 * `GET /t/{id}.{kind}`: the picture itself, for everybody.
 *
 * @param path of the request
 * @param world where photos are
 * @returns the picture, undefined for any other path
 */
export function answerPhoto(path: string, world: VintedWorld): Answer | undefined {
  const id = /^\/t\/(\d+)\.[a-z]+$/.exec(path)?.[1];
  const photo = id === undefined ? undefined : world.findPhoto(Number(id));
  return photo && { status: 200, headers: { 'content-type': photo.mime }, bytes: photo.bytes };
}
