import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE, MARKETPLACE_TITLE } from '../../common/http/marketplace-examples.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import { ATTRIBUTE_KINDS } from '../../handlers/contract/product-attribute.ts';
import type { AttributeKind } from '../../handlers/contract/product-attribute.ts';
import type { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';

/** An attribute of products that means something to a marketplace. */
export class ProductAttributeResponse {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: Marketplace;
  @ApiProperty({ type: String, example: MARKETPLACE_TITLE, description: 'how the marketplace is written' })
  readonly marketplace_title!: string;
  @ApiProperty({ type: String, example: 'isbn', description: 'its key in `attributes` of a product' })
  readonly name!: string;
  @ApiProperty({ type: String, example: 'ISBN', description: 'what texts about it call it' })
  readonly label!: string;
  @ApiProperty({
    enum: ATTRIBUTE_KINDS,
    description: 'how its value is given: `numbers` and `lines` are lists, of numbers and of texts',
  })
  readonly kind!: AttributeKind;
  @ApiProperty({ type: String, example: 'Of a book.' })
  readonly help!: string;
  @ApiProperty({
    type: 'array',
    nullable: true,
    items: { type: 'object', additionalProperties: { type: 'string' } },
    example: [{ value: 'someone_else', label: 'Somebody else' }],
    description: 'all that it may be; null where it may be anything of its kind',
  })
  readonly choices!: readonly { readonly value: string; readonly label: string }[] | null;
}

/**
 * Lists the attributes that mean something to marketplaces.
 * @param registry the marketplaces
 * @returns one entry an attribute, marketplace by marketplace
 */
export function attributeEntries(
  registry: Pick<HandlerRegistry, 'marketplaces' | 'adapter'>,
): readonly ProductAttributeResponse[] {
  return registry.marketplaces().flatMap((marketplace) => {
    const { title, productAttributes } = registry.adapter(marketplace);
    return productAttributes.map(({ name, label, kind, help, choices = null }) => ({
      marketplace,
      marketplace_title: title,
      name,
      label,
      kind,
      help,
      choices,
    }));
  });
}
