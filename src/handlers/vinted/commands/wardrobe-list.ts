import { Type } from 'class-transformer';
import {
  Allow,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** Items of the largest page that Vinted gives. */
export const WARDROBE_PAGE = 96;

/** What `vinted.wardrobe.list@1` takes. */
export class WardrobeList {
  @IsInt()
  @Min(1)
  page!: number;

  @IsInt()
  @Min(1)
  @Max(WARDROBE_PAGE)
  per_page!: number;

  @IsIn(['newest_first', 'relevance'])
  order!: 'newest_first' | 'relevance';

  /** Whether the addresses of photos are wanted; they are most of a page. */
  @IsOptional()
  @IsBoolean()
  with_photos?: boolean;
}

/** An item as the wardrobe shows it. */
export class WardrobeItem {
  @IsInt()
  @Min(1)
  id!: number;

  @IsString()
  title!: string;

  @IsOptional()
  @IsBoolean()
  is_closed?: boolean;

  @IsOptional()
  @IsBoolean()
  is_draft?: boolean;

  @IsOptional()
  @IsString()
  item_closing_action?: string | null;

  @IsOptional()
  @IsString()
  url?: string | null;

  /** As Vinted writes prices, which it does in more than one way. */
  @Allow()
  price?: unknown;

  /** Only where Vinted shows it in the list; it seldom does. */
  @IsOptional()
  @IsString()
  description?: string | null;

  /** Addresses of its photos, in order, where they were asked for. */
  @IsOptional()
  @IsString({ each: true })
  photo_urls?: readonly string[] | null;
}

/** Where a page stands. */
export class WardrobePagination {
  @IsInt()
  current_page!: number;

  @IsInt()
  total_pages!: number;

  /** Of all pages together. */
  @IsOptional()
  @IsInt()
  total_entries?: number | null;
}

/** What `vinted.wardrobe.list@1` returns. */
export class WardrobePage {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WardrobeItem)
  items!: readonly WardrobeItem[];

  @IsObject()
  @ValidateNested()
  @Type(() => WardrobePagination)
  pagination!: WardrobePagination;
}

/** Lists the account's items. */
export const WARDROBE_LIST: CommandShape<WardrobeList, WardrobePage> = {
  name: 'vinted.wardrobe.list',
  version: 1,
  payload: WardrobeList,
  data: WardrobePage,
};
