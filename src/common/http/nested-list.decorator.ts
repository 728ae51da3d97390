import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateNested } from 'class-validator';

/**
 * A field that is a list of objects, each checked by its class. `@ValidateNested` alone lets a list through where an
 * object must stand, and then checks nothing of an empty one.
 * @param entry the class of the entries
 * @param maxSize how many entries there may be
 * @returns the decorator of a field
 */
export function NestedList(entry: () => new () => object, maxSize: number): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ArrayMaxSize(maxSize),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(entry),
  );
}
