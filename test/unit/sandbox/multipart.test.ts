import { describe, expect, it } from '@jest/globals';
import { parseMultipart } from '../../../src/sandbox/http/multipart.ts';

const encode = async (form: FormData): Promise<{ type: string; body: Buffer }> => {
  const request = new Request('http://none', { method: 'POST', body: form });
  return { type: request.headers.get('content-type') ?? '', body: Buffer.from(await request.arrayBuffer()) };
};

describe('reading a multipart body', () => {
  it('gives every part as it was sent, line breaks in binary data included', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 13, 10, 13, 10, 255]);
    const form = new FormData();
    form.append('image', new Blob([bytes]), 'a.png');
    form.append('rank', '1');
    const { type, body } = await encode(form);
    expect(parseMultipart(type, body)).toEqual([
      { name: 'image', fileName: 'a.png', bytes },
      { name: 'rank', fileName: undefined, bytes: Buffer.from('1') },
    ]);
  });

  it('refuses what is cut off, has no boundary, or is something else', async () => {
    const form = new FormData();
    form.append('rank', '1');
    const { type, body } = await encode(form);
    expect(parseMultipart(type, body.subarray(0, body.byteLength - 20))).toBeUndefined();
    expect(parseMultipart('multipart/form-data', body)).toBeUndefined();
    expect(parseMultipart('application/json', body)).toBeUndefined();
    expect(parseMultipart(type, Buffer.alloc(0))).toBeUndefined();
  });
});
