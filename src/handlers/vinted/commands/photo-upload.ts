import { Type } from 'class-transformer';
import {
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** Where the browser fetches a picture. */
export class PictureSource {
  /** Signed, short-lived, relative to the server the browser is connected to. */
  @IsString()
  @Matches(/^\//)
  @MaxLength(8000)
  path!: string;

  /** Hex SHA-256 of the bytes, where known. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  sha256?: string;
}

/** What `vinted.photo.upload@1` takes. */
export class PhotoUpload {
  @ValidateNested()
  @Type(() => PictureSource)
  picture!: PictureSource;

  /** Ties photos to the item that will take them. */
  @IsUUID()
  temp_uuid!: string;

  /** Place among the item's photos, from 1. */
  @IsInt()
  @Min(1)
  @Max(20)
  position!: number;
}

/** What `vinted.photo.upload@1` returns. */
export class UploadedPhoto {
  @IsInt()
  @Min(1)
  photo_id!: number;

  @IsOptional()
  @IsString()
  url?: string | null;
}

/** Uploads one picture; a repeat under another id leaves a photo that no item takes. */
export const PHOTO_UPLOAD: CommandShape<PhotoUpload, UploadedPhoto> = {
  name: 'vinted.photo.upload',
  version: 1,
  payload: PhotoUpload,
  data: UploadedPhoto,
};
