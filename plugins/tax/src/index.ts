import { definePlugin } from '@farthing/plugin-sdk'
import { taxStatement } from './tax-statement.ts'
import { taxParts } from './tax-parts.ts'
import { taxRuleOf } from './tax-said.ts'

export const plugin = definePlugin({
  id: 'tax',
  sdk: '^0.1.0',
  contributes: {
    statements: [taxStatement, ...taxParts],
    taxes: [{ statement: 'tax.tax', taxOf: taxRuleOf }]
  }
})
