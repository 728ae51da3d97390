import type { SandboxCategory } from './sandbox-product.ts';

/** What may be said of the products of one category. */
export interface Assortment {
  /** Three letters that begin its SKUs. */
  readonly code: string;
  readonly models: readonly string[];
  readonly brands: readonly string[];
  readonly materials: readonly string[];
  readonly sizes: Readonly<Record<'women' | 'men', readonly string[]>>;
  /** Lowest and highest price, whole EUR. */
  readonly price: readonly [low: number, high: number];
}

const letters = ['XS', 'S', 'M', 'L', 'XL'];
const french = { women: ['34', '36', '38', '40', '42', '44'], men: ['46', '48', '50', '52', '54'] };
const shoes = { women: ['36', '37', '38', '39', '40', '41'], men: ['41', '42', '43', '44', '45'] };
const lettered = { women: letters, men: [...letters.slice(1), 'XXL'] };
const single = { women: ['Taille unique'], men: ['Taille unique'] };

/** The vocabulary of the generator, by category. */
export const ASSORTMENTS: Readonly<Record<SandboxCategory, Assortment>> = {
  coats: {
    code: 'MAN',
    models: ['Manteau long', 'Caban', 'Trench', 'Manteau croisé', 'Duffle-coat'],
    brands: ['Sandro', 'Burberry', 'A.P.C.', 'Max Mara', 'Saint James'],
    materials: ['Laine', 'Cachemire', 'Coton', 'Alpaga'],
    sizes: french,
    price: [45, 320],
  },
  jeans: {
    code: 'JEA',
    models: ['Jean droit', 'Jean 501', 'Jean taille haute', 'Jean slim', 'Jean large'],
    brands: ["Levi's", 'Wrangler', 'Acne Studios', 'Diesel', 'Nudie Jeans'],
    materials: ['Denim', 'Coton'],
    sizes: { women: ['W25', 'W26', 'W27', 'W28', 'W30'], men: ['W30', 'W31', 'W32', 'W33', 'W34'] },
    price: [18, 95],
  },
  sneakers: {
    code: 'BSK',
    models: ['Baskets basses', 'Baskets montantes', 'Chaussures de course', 'Baskets en toile'],
    brands: ['Adidas', 'Nike', 'New Balance', 'Veja', 'Asics', 'Salomon'],
    materials: ['Cuir', 'Toile', 'Daim', 'Textile technique'],
    sizes: shoes,
    price: [22, 140],
  },
  bags: {
    code: 'SAC',
    models: ['Sac à main', 'Sac bandoulière', 'Cabas', 'Pochette', 'Sac seau'],
    brands: ['Longchamp', 'Lancel', 'Sézane', 'Coach', 'Polène'],
    materials: ['Cuir', 'Cuir grainé', 'Toile', 'Nylon'],
    sizes: single,
    price: [25, 390],
  },
  knitwear: {
    code: 'PUL',
    models: ['Pull col rond', 'Gilet', 'Pull marin', 'Col roulé', 'Cardigan'],
    brands: ['Saint James', 'Armor Lux', 'Eric Bompard', 'Uniqlo', 'Des Petits Hauts'],
    materials: ['Laine mérinos', 'Cachemire', 'Mohair', 'Coton'],
    sizes: lettered,
    price: [15, 120],
  },
  dresses: {
    code: 'ROB',
    models: ['Robe portefeuille', 'Robe midi', 'Robe chemise', 'Robe de soirée', 'Robe longue'],
    brands: ['Rouje', 'Sézane', 'Maje', 'Claudie Pierlot', 'Diane von Furstenberg'],
    materials: ['Viscose', 'Soie', 'Coton', 'Lin'],
    sizes: { women: french.women, men: french.women },
    price: [20, 180],
  },
  shirts: {
    code: 'CHE',
    models: ['Chemise oxford', 'Chemise à carreaux', 'Surchemise', 'Chemise rayée', 'Polo'],
    brands: ['Ralph Lauren', 'Lacoste', 'Figaret', 'Patagonia', 'Office Artist'],
    materials: ['Coton', 'Lin', 'Flanelle'],
    sizes: lettered,
    price: [12, 70],
  },
  boots: {
    code: 'BOT',
    models: ['Bottines Chelsea', 'Bottes cavalières', 'Boots à lacets', 'Santiags'],
    brands: ['Dr. Martens', 'Paraboot', 'Jonak', 'Free Lance', 'Red Wing'],
    materials: ['Cuir', 'Daim', 'Cuir verni'],
    sizes: shoes,
    price: [30, 210],
  },
  jackets: {
    code: 'VES',
    models: ['Veste courte', 'Blouson aviateur', 'Blazer', 'Veste de travail', 'Doudoune légère'],
    brands: ['Carhartt', 'Schott', 'The North Face', 'Barbour', 'Vétra'],
    materials: ['Denim', 'Cuir', 'Coton huilé', 'Laine', 'Polyester'],
    sizes: lettered,
    price: [25, 240],
  },
  accessories: {
    code: 'ACC',
    models: ['Foulard', 'Ceinture', 'Écharpe', 'Casquette', 'Gants'],
    brands: ['Hermès', 'Lacoste', 'Johnstons of Elgin', 'Agnelle', 'Le Tanneur'],
    materials: ['Soie', 'Cuir', 'Laine', 'Coton'],
    sizes: single,
    price: [10, 160],
  },
};

/** Colours as they stand in a title. */
export const COLOURS = [
  'noir',
  'bleu marine',
  'écru',
  'camel',
  'bordeaux',
  'vert kaki',
  'gris',
  'rouge',
  'blanc',
];
