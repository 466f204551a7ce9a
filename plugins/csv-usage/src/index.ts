import { definePlugin } from '@farthing/plugin-sdk'
import { csvFormat } from './csv-format.ts'
import { fieldStatements } from './field-statements.ts'
import { filterStatements, sampleStatements } from './filter-statements.ts'
import { layoutStatements } from './layout-statements.ts'
import { partsStatement } from './parts-statement.ts'
import { totalsStatement } from './totals-statement.ts'
import { declaredFormat, usageFormatStatement } from './usage-format-statement.ts'

export const plugin = definePlugin({
  id: 'csv-usage',
  sdk: '^0.1.0',
  contributes: {
    usageFormats: [csvFormat],
    declaredFormats: [declaredFormat],
    statements: [
      usageFormatStatement,
      ...layoutStatements,
      ...fieldStatements,
      ...filterStatements,
      totalsStatement,
      partsStatement,
      ...sampleStatements
    ]
  }
})
