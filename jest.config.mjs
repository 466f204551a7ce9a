// Specs run from source, as native ES modules; each spec file that needs a database clones one from a template.
import { existsSync } from 'node:fs'

export default {
  testEnvironment: 'node',
  roots: ['libs', 'apps', 'plugins', 'test'].filter(folder => existsSync(folder)).map(folder => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/test/architecture/planted/'],
  modulePathIgnorePatterns: ['/dist/', '/test/architecture/planted/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  resolver: '<rootDir>/tools/jest-resolver.cjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true
        },
        module: { type: 'es6' }
      }
    ]
  },
  globalSetup: '<rootDir>/libs/testing/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest/global-teardown.mjs',
  testTimeout: 120_000,
  maxWorkers: 2,
  // Modules of specs that have ended stay in memory, and collecting them over and over takes longer than a new worker.
  workerIdleMemoryLimit: '1GB'
}
