import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { HostResolver } from './host-resolver.ts';
import type { HostAddress } from './host-resolver.ts';
import { imageSizeOf } from './image-size.ts';
import { imageTypeOf } from './image-type.ts';
import type { ImageType } from './image-type.ts';
import { hasWebPort, parsePictureAddress } from './picture-address.ts';
import { PictureError } from './picture-error.ts';
import { pinnedRequest } from './pinned-request.ts';
import { isPublicAddress } from './public-address.ts';

/** Above what a telephone takes at full quality, and small enough that a process may hold several at once. */
const MAX_BYTES = 15 * 1024 * 1024;
/** Opened, so many take 400 MB of memory; a file of a few kilobytes may claim more. */
const MAX_PIXELS = 100_000_000;
const MAX_REDIRECTS = 3;
const TIME_LIMIT_MS = 30_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Answers after which the same request may work: time-out, too early, too many requests. */
const TRANSIENT_REFUSALS = new Set([408, 425, 429]);

/** The bytes are counted and hashed as they arrive, so they must not be a packed form of something larger. */
const PICTURE_REQUEST = {
  method: 'GET',
  headers: { accept: 'image/*', 'accept-encoding': 'identity' },
} as const;

/** A picture as it was fetched. */
export interface FetchedPicture {
  readonly bytes: Buffer;
  /** Recognised from the bytes. */
  readonly contentType: ImageType;
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string;
}

/**
 * Downloads pictures from URLs that sellers give, without letting them reach into our own network: every address of
 * the host must be public, the connection goes to a checked address, and each redirect is checked the same way.
 */
@Injectable()
export class PictureFetcher {
  /** For everything together: finding the host, redirects, the whole body. */
  protected readonly timeLimitMs: number = TIME_LIMIT_MS;
  private readonly allowedOrigins: ReadonlySet<string>;

  constructor(
    private readonly resolver: HostResolver,
    config: AppConfig,
  ) {
    this.allowedOrigins = new Set(config.PICTURE_ORIGINS.map((origin) => new URL(origin).origin));
  }

  /**
   * @param url an http or https URL
   * @param signal ends the download; its reason is thrown
   * @returns the picture, at most 15 MB
   * @throws {PictureError} when there is no picture, or it may not be fetched
   */
  async fetch(url: string, signal: AbortSignal): Promise<FetchedPicture> {
    signal.throwIfAborted();
    const limited = AbortSignal.any([signal, AbortSignal.timeout(this.timeLimitMs)]);
    try {
      const bytes = await this.download(url, limited);
      const contentType = recognise(bytes, url);
      return { bytes, contentType, sha256: createHash('sha256').update(bytes).digest('hex') };
    } catch (error: unknown) {
      signal.throwIfAborted();
      if (error instanceof PictureError) throw error;
      const reason = limited.aborted ? `it took longer than ${this.timeLimitMs / 1000} s` : describe(error);
      throw new PictureError('picture.unreachable', url, reason);
    }
  }

  private async download(url: string, signal: AbortSignal): Promise<Buffer> {
    let next = parsePictureAddress(url, url);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const addresses = await unlessAborted(this.checkedAddresses(next, url), signal);
      const answer = await pinnedRequest(next, addresses, signal, PICTURE_REQUEST);
      const status = answer.statusCode ?? 0;
      if (status === 200) return readBody(answer, url);
      answer.destroy();
      const { location } = answer.headers;
      if (!REDIRECTS.has(status) || location === undefined) throw refusal(status, url);
      next = parsePictureAddress(location, url, next);
    }
    throw new PictureError('picture.not_found', url, `it is redirected more than ${MAX_REDIRECTS} times`);
  }

  private async checkedAddresses(target: URL, url: string): Promise<readonly HostAddress[]> {
    const trusted = this.allowedOrigins.has(target.origin);
    if (!trusted && !hasWebPort(target)) {
      throw new PictureError('picture.forbidden_address', url, 'only the ports 80 and 443 are fetched from');
    }
    const addresses = await this.resolver.resolve(target.hostname);
    const allowed = trusted || addresses.every(({ address }) => isPublicAddress(address));
    if (addresses.length === 0 || !allowed) {
      // The addresses are not repeated: they would tell how our network is built.
      throw new PictureError('picture.forbidden_address', url, 'its host is not on the public internet');
    }
    return addresses;
  }
}

/** The type and the size are what the bytes say, whatever the server does. */
function recognise(bytes: Buffer, url: string): ImageType {
  const type = imageTypeOf(bytes);
  const size = type === null ? null : imageSizeOf(bytes, type);
  if (type === null || size === null) {
    throw new PictureError('picture.not_an_image', url, 'it is no JPEG, PNG, GIF or WebP file');
  }
  if (size.width * size.height > MAX_PIXELS) {
    const claimed = `it has ${size.width} × ${size.height} pixels, more than 100 million`;
    throw new PictureError('picture.too_many_pixels', url, claimed);
  }
  return type;
}

/** A name server that does not answer takes longer than a picture may. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function refusal(status: number, url: string): PictureError {
  const transient = status >= 500 || TRANSIENT_REFUSALS.has(status);
  return new PictureError(
    transient ? 'picture.unreachable' : 'picture.not_found',
    url,
    `its server answered ${status}`,
  );
}

async function readBody(answer: IncomingMessage, url: string): Promise<Buffer> {
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    answer.destroy();
    // Nothing is ever unpacked here: what is small when it arrives may be endless afterwards.
    throw new PictureError(
      'picture.not_an_image',
      url,
      'its server sends it packed, which was not asked for',
    );
  }
  const tooLarge = new PictureError('picture.too_large', url, 'it is larger than 15 MB');
  const chunks: Buffer[] = [];
  let size = Number(answer.headers['content-length'] ?? 0) > MAX_BYTES ? Infinity : 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop by a throw destroys the answer, so nothing more is read.
    if (size > MAX_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return `its server cannot be reached (${code})`;
}
