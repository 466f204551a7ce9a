export { type ExampleWorld, runExample, runExamples } from './run-examples.ts'
export { type Paint, renderExample, type ReportStyle } from './render-report.ts'
export type { DifferenceRow, ExampleFailure, ExampleReport } from './example-report.ts'
