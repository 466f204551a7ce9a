// `usage format carrier-x { ... }`: how the files of a carrier are read, as a rule.
import { defineStatement, type DeclaredFormat } from '@farthing/plugin-sdk'
import { carrierFormat } from './carrier-format.ts'
import type { FileLayout } from './file-layout.ts'
import { formatAtWork } from './format-at-work.ts'
import { formatErrors } from './format-errors.ts'
import { BLOCK } from './layout-statements.ts'
import { lowerFormat } from './lower-format.ts'

export const usageFormatStatement = defineStatement({
  id: 'csv-usage.usage-format',
  in: ['file'],
  forEveryCurrency: 'wherever it stands',
  pattern: 'usage format <name> [called <title>]',
  slots: {
    name: {
      kind: 'name',
      declares: 'usage format',
      doc: 'by which files are imported, and how their folder in the inbox is called'
    },
    title: { kind: 'text', optional: true, doc: 'what people call it' }
  },
  block: {
    kind: BLOCK,
    needs: ['csv-usage.service', 'csv-usage.subscriber', 'csv-usage.started', 'csv-usage.quantity'],
    once: [
      'csv-usage.separated',
      'csv-usage.quoted',
      'csv-usage.columns',
      'csv-usage.no-header',
      'csv-usage.zone',
      'csv-usage.decimal',
      'csv-usage.thousands',
      'csv-usage.numbers',
      'csv-usage.id',
      'csv-usage.service',
      'csv-usage.subscriber',
      'csv-usage.to',
      'csv-usage.from',
      'csv-usage.started',
      'csv-usage.quantity',
      'csv-usage.unit',
      'csv-usage.value',
      'csv-usage.currency',
      'csv-usage.parts'
    ]
  },
  doc: 'How usage files of some source are read: separated values with or without a header. Files are imported by its name, always as the published rules say: farthing usage import --format NAME.',
  example:
    'usage format carrier-x { service is voice; subscriber in a-number; started in begun; quantity in seconds counted in s }',
  worked: formatAtWork,
  errors: formatErrors,
  lower: lowerFormat
})

export const declaredFormat: DeclaredFormat<FileLayout> = {
  statement: 'csv-usage.usage-format',
  formatOf: carrierFormat
}
