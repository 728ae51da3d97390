import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';
import { PACKAGE_SIZES, STATUS_IDS } from '../vinted-limits.ts';

const isNotNull = (_item: unknown, value: unknown): boolean => value !== null;

/** A photo of an item. */
export class AssignedPhoto {
  @IsInt()
  id!: number;

  /** Turns by 90° that the photo still needs; none, since bytes are sent upright. */
  @IsIn([0, 1, 2, 3])
  orientation!: number;
}

/** A property of an item that not every category has. */
export class ItemAttribute {
  @IsString()
  code!: string;

  @IsInt({ each: true })
  ids!: readonly number[];
}

/** An item as Vinted's form sends it. */
export class NewItem {
  @IsString()
  @Length(1, 100)
  title!: string;

  @IsString()
  @Length(1, 2000)
  description!: string;

  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(1)
  @Max(30_000)
  price!: number;

  @IsString()
  @Length(3, 3)
  currency!: string;

  @IsUUID()
  temp_uuid!: string;

  @IsInt()
  catalog_id!: number;

  @ValidateIf((item: NewItem) => isNotNull(item, item.brand_id))
  @IsInt()
  brand_id!: number | null;

  @IsString()
  @MaxLength(200)
  brand!: string;

  @ValidateIf((item: NewItem) => isNotNull(item, item.size_id))
  @IsInt()
  size_id!: number | null;

  @IsIn(STATUS_IDS)
  status_id!: number;

  @IsIn(PACKAGE_SIZES)
  package_size_id!: number;

  @IsInt({ each: true })
  color_ids!: readonly number[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => AssignedPhoto)
  assigned_photos!: readonly AssignedPhoto[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ItemAttribute)
  item_attributes!: readonly ItemAttribute[];

  @IsBoolean()
  is_unisex!: boolean;

  @ValidateIf((item: NewItem) => isNotNull(item, item.isbn))
  @IsString()
  isbn!: string | null;
}

/** What `vinted.item.create@1` takes. */
export class ItemCreate {
  @ValidateNested()
  @Type(() => NewItem)
  item!: NewItem;

  @IsUUID()
  upload_session_id!: string;
}

/** What `vinted.item.create@1` returns. */
export class CreatedItem {
  @IsInt()
  @Min(1)
  item_id!: number;

  @IsOptional()
  @IsString()
  url?: string | null;
}

/** Creates an item. Vinted knows no key for it: what is sent twice is listed twice. */
export const ITEM_CREATE: CommandShape<ItemCreate, CreatedItem> = {
  name: 'vinted.item.create',
  version: 1,
  payload: ItemCreate,
  data: CreatedItem,
};
