import { definePlugin } from '@farthing/plugin-sdk'
import { capStatement, capTerms } from './cap-statement.ts'
import { includeStatement, includeTerms } from './include-statement.ts'
import { minimumStatement, minimumTerms } from './minimum-statement.ts'
import { overageStatement, overageTerms } from './overage-statement.ts'
import { runOutStatement, runOutTerms } from './run-out-statement.ts'
import { tariffStatement, tariffTerms } from './tariff-statement.ts'
import { usageCharge } from './usage-charge.ts'

export const plugin = definePlugin({
  id: 'usage-charges',
  sdk: '^0.1.0',
  contributes: {
    statements: [tariffStatement, includeStatement, overageStatement, runOutStatement, minimumStatement, capStatement],
    chargeTypes: [usageCharge],
    usageTerms: [tariffTerms, includeTerms, overageTerms, runOutTerms, minimumTerms, capTerms]
  }
})
