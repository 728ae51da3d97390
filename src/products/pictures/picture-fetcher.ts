import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { HostResolver } from './host-resolver.ts';
import type { HostAddress } from './host-resolver.ts';
import { imageTypeOf } from './image-type.ts';
import type { ImageType } from './image-type.ts';
import { PictureError } from './picture-error.ts';
import { pinnedGet } from './pinned-request.ts';
import { isPublicAddress } from './public-address.ts';

/** Above what a telephone takes at full quality, and small enough that a process may hold several at once. */
const MAX_BYTES = 15 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const TIME_LIMIT_MS = 30_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Answers after which the same request may work: time-out, too early, too many requests. */
const TRANSIENT_REFUSALS = new Set([408, 425, 429]);

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
    const limited = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
    try {
      const bytes = await this.download(url, limited);
      const contentType = imageTypeOf(bytes);
      if (contentType === null) {
        throw new PictureError('picture.not_an_image', url, 'it is no JPEG, PNG, GIF or WebP file');
      }
      return { bytes, contentType, sha256: createHash('sha256').update(bytes).digest('hex') };
    } catch (error: unknown) {
      signal.throwIfAborted();
      if (error instanceof PictureError) throw error;
      const reason = limited.aborted ? `it took longer than ${TIME_LIMIT_MS / 1000} s` : describe(error);
      throw new PictureError('picture.unreachable', url, reason);
    }
  }

  private async download(url: string, signal: AbortSignal): Promise<Buffer> {
    let next = parseUrl(url, url);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const answer = await pinnedGet(next, await this.checkedAddresses(next, url), signal);
      const status = answer.statusCode ?? 0;
      if (status === 200) return readBody(answer, url);
      answer.destroy();
      const { location } = answer.headers;
      if (!REDIRECTS.has(status) || location === undefined) throw refusal(status, url);
      next = parseUrl(location, url, next);
    }
    throw new PictureError('picture.not_found', url, `it is redirected more than ${MAX_REDIRECTS} times`);
  }

  private async checkedAddresses(target: URL, url: string): Promise<readonly HostAddress[]> {
    const addresses = await this.resolver.resolve(target.hostname);
    const allowed =
      this.allowedOrigins.has(target.origin) || addresses.every(({ address }) => isPublicAddress(address));
    if (addresses.length === 0 || !allowed) {
      // The addresses are not repeated: they would tell how our network is built.
      throw new PictureError('picture.forbidden_address', url, 'its host is not on the public internet');
    }
    return addresses;
  }
}

function parseUrl(text: string, url: string, base?: URL): URL {
  const parsed = URL.parse(text, base?.href);
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new PictureError('picture.forbidden_address', url, 'only http and https addresses are fetched');
  }
  // Credentials in a URL would be sent to wherever a redirect leads.
  parsed.username = '';
  parsed.password = '';
  return parsed;
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
