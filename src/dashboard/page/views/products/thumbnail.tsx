import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Product } from '../../api/stock.ts';

/** The first picture of a product, small. It is kept where the seller keeps it, which is not told who looks at it. */
export function Thumbnail(props: { readonly product: Product }): JSX.Element {
  const [isBroken, setBroken] = useState(false);
  const [first] = props.product.pictures;
  if (first === undefined || isBroken) return <span class="thumbnail" aria-hidden="true" />;
  return (
    <img
      class="thumbnail"
      src={first.url}
      alt=""
      width={36}
      height={36}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  );
}
