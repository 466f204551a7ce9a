// What the compiler cannot say: promises that nobody awaits, clocks and floats where exactness is owed, one way to import.
import tseslint from 'typescript-eslint'
import { farthing } from './tools/eslint-rules.mjs'

const clock = 'Time comes from the injected Clock (libs/kernel); pure code is given its dates.'
const exact =
  'Money and rated amounts are scaled integers: parseDecimal, formatDecimal, roundTo of @farthing/billing-core/values.'

const banned = [
  { selector: "NewExpression[callee.name='Date']", message: `No new Date(): use Temporal. ${clock}` },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: `No Date.now(). ${clock}`
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: `No Temporal.Now outside a file named clock.ts. ${clock}`
  },
  { selector: "CallExpression[callee.name='parseFloat']", message: `No parseFloat. ${exact}` },
  {
    selector: "CallExpression[callee.object.name='Number'][callee.property.name='parseFloat']",
    message: `No parseFloat. ${exact}`
  },
  { selector: "CallExpression[callee.property.name='toFixed']", message: `No toFixed. ${exact}` },
  { selector: 'ExportAllDeclaration', message: 'No export *: name what leaves the file.' },
  { selector: 'ExportDefaultDeclaration', message: 'No default exports: a thing has one name everywhere.' }
]

export default [
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'data/**',
      'coverage/**',
      'test/architecture/planted/**',
      'tools/plugin-templates/**',
      '**/*.mjs',
      '**/*.cjs'
    ]
  },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname }
    },
    plugins: { '@typescript-eslint': tseslint.plugin, farthing },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }
      ],
      'farthing/relative-imports-end-in-ts': 'error',
      'no-restricted-syntax': ['error', ...banned],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-var': 'error',
      'no-eval': 'error'
    }
  },
  {
    files: ['libs/**/*.ts', 'plugins/**/*.ts'],
    rules: { 'no-console': 'error' }
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...banned.filter(({ message }) => !message.includes(exact))] }
  },
  {
    files: ['**/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...banned.filter(({ message }) => !message.includes('Clock'))] }
  }
]
