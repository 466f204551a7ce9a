export { testDatabase, type TestDatabase } from './test-database.ts'
export { testKernel, type TestKernel, type TestKernelOptions } from './test-kernel.ts'
export { publishRules, sampleRules } from './sample-rules.ts'
