import { redactText } from '../../common/logging/redact-secrets.ts';
import { DomainError } from '../../domain/errors.ts';

/** Why a picture could not be fetched. Only `picture.unreachable` may work later. */
export type PictureErrorCode =
  | 'picture.unreachable'
  | 'picture.forbidden_address'
  | 'picture.too_large'
  | 'picture.too_many_pixels'
  | 'picture.not_an_image'
  | 'picture.not_found';

/** A picture could not be fetched. */
export class PictureError extends DomainError {
  /** True where trying again may work. */
  readonly transient: boolean;

  /**
   * @param code what went wrong
   * @param url the picture, as the seller gave it
   * @param reason a clause that completes "The picture … : "
   */
  constructor(
    override readonly code: PictureErrorCode,
    url: string,
    reason: string,
  ) {
    const transient = code === 'picture.unreachable';
    const shown = redactText(url);
    super(
      code,
      transient ? 'unavailable' : 'unprocessable',
      `The picture ${shown} cannot be used: ${reason}.`,
      { extra: { url: shown } },
    );
    this.transient = transient;
  }
}
