// What a plugin's specs use.
export { chargeTable } from './charge-table.ts'
export { testInput } from './test-input.ts'
export type { TestPlan, TestStory } from './test-input.ts'
export { testFeature, testFile, testStatement, valueOf } from './test-statement.ts'
export type { TestedStatement } from './test-statement.ts'
