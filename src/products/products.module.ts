import { Module } from '@nestjs/common';
import { ProductImport } from './import/product-import.ts';
import { ProductImportController } from './import/product-import.controller.ts';
import { HostResolver } from './pictures/host-resolver.ts';
import { PictureFetcher } from './pictures/picture-fetcher.ts';
import { ProductRemoval } from './product-removal.ts';
import { ProductsController } from './products.controller.ts';
import { ProductsService } from './products.service.ts';
import { SimilarProducts } from './similar-products.ts';

/** Products, their import, and their pictures. */
@Module({
  controllers: [ProductsController, ProductImportController],
  providers: [ProductsService, ProductRemoval, ProductImport, SimilarProducts, HostResolver, PictureFetcher],
  exports: [HostResolver, ProductsService, PictureFetcher, SimilarProducts],
})
export class ProductsModule {}
