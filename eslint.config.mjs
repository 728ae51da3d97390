import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const EXPORTED = [
  'ExportNamedDeclaration > ClassDeclaration',
  'ExportNamedDeclaration > FunctionDeclaration',
  'ExportNamedDeclaration > TSInterfaceDeclaration',
  'ExportNamedDeclaration > TSTypeAliasDeclaration',
];
const PUBLIC_METHODS = [
  'ExportNamedDeclaration > ClassDeclaration > ClassBody > MethodDefinition:not([accessibility=/private|protected/]):not([key.type="PrivateIdentifier"]):not([kind="constructor"])',
  'ExportNamedDeclaration > ClassDeclaration > ClassBody > TSAbstractMethodDefinition:not([accessibility=/private|protected/])',
  'ExportNamedDeclaration > TSInterfaceDeclaration > TSInterfaceBody > TSMethodSignature',
];
const CALLABLE = ['ExportNamedDeclaration > FunctionDeclaration', ...PUBLIC_METHODS];
// The rule about @throws looks into bodies, so it wants the function inside the method.
const THROWING = [
  'ExportNamedDeclaration > FunctionDeclaration',
  'ExportNamedDeclaration > ClassDeclaration > ClassBody > MethodDefinition:not([accessibility=/private|protected/]):not([key.type="PrivateIdentifier"]) > FunctionExpression',
];

const NAMED_AND_CLOSED = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  {
    selector: 'ClassBody ImportExpression',
    message: 'Load it outside of the class: tsc leaves the extension of a path in a decorated class alone.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings and an array of its values.' },
];
const MACHINE_CLOCK = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The machine may be wrong: wallClock() follows the database.',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The machine may be wrong: wallClock() follows the database.',
  },
];

export default defineConfig(
  { ignores: ['dist/', 'dist-bench/', 'coverage/', 'test-output/', 'node_modules/', '.stoflow/'] },
  {
    files: ['src/**/*.{ts,tsx}', 'migrations/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      // Numbers in messages are what templates are for.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNever: true }],
      // A class with nothing but a decorator is how Nest declares a module.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': ['error', ...NAMED_AND_CLOSED],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // What a server of PostgreSQL and a command line do with the time concerns nobody else.
    files: ['src/**/*.ts'],
    ignores: [
      'src/common/clock.ts',
      'src/common/database/embedded-postgres/**',
      'src/cli/**',
      // It runs in a browser, whose clock is the reader's.
      'src/dashboard/page/**',
      'src/sandbox/**',
    ],
    rules: { 'no-restricted-syntax': ['error', ...NAMED_AND_CLOSED, ...MACHINE_CLOCK] },
  },
  {
    // jest calls the default export of these.
    files: ['test/support/global-*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Columns the ORM fills are declared, not assigned.
    files: ['src/**/*.entity.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: {
      'max-lines': ['error', { max: 250 }],
      'jsdoc/require-jsdoc': [
        'error',
        {
          require: { FunctionDeclaration: false },
          contexts: [...EXPORTED, ...PUBLIC_METHODS],
          enableFixer: false,
        },
      ],
      // A getter may be described by its @returns alone.
      'jsdoc/require-description': [
        'error',
        {
          contexts: EXPORTED.filter((context) => !context.includes('FunctionDeclaration')),
          exemptedBy: ['inheritDoc'],
        },
      ],
      'jsdoc/require-param': [
        'error',
        { contexts: CALLABLE, checkConstructors: false, checkDestructured: false, enableFixer: false },
      ],
      'jsdoc/require-param-name': 'error',
      'jsdoc/require-param-description': ['error', { contexts: CALLABLE }],
      'jsdoc/require-returns': ['error', { contexts: CALLABLE, checkGetters: false, enableFixer: false }],
      'jsdoc/require-returns-description': ['error', { contexts: CALLABLE }],
      'jsdoc/require-throws': ['error', { contexts: THROWING }],
      'jsdoc/require-throws-description': 'error',
      'jsdoc/check-param-names': ['error', { checkDestructured: false }],
      'jsdoc/check-tag-names': ['error', { definedTags: ['remarks', 'typeParam'] }],
      'jsdoc/no-types': ['error', { contexts: CALLABLE }],
    },
  },
  {
    // A component takes its properties and returns what is shown: what these mean stands at each of them.
    files: ['src/dashboard/page/**/*.tsx'],
    rules: { 'jsdoc/require-param': 'off', 'jsdoc/require-returns': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Fakes and scripted steps have the signature of what they stand for, promise included.
      '@typescript-eslint/require-await': 'off',
      // Bodies of answers are looked into without a class for each.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
);
