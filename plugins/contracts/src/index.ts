import { definePlugin } from '@farthing/plugin-sdk'
import { contractCharge } from './contract-charge.ts'
import { contractFacts } from './contract-facts.ts'
import * as parts from './contract-parts.ts'
import { contractStatement } from './contract-statement.ts'
import * as lines from './deed-lines.ts'
import { contractTerm } from './contract-term.ts'
import { deeds } from './deeds.ts'

export const plugin = definePlugin({
  id: 'contracts',
  sdk: '^0.1.0',
  contributes: {
    statements: [contractStatement, ...Object.values(parts), ...Object.values(lines)],
    chargeTypes: [contractCharge],
    deeds,
    bindingTerms: [contractTerm],
    facts: contractFacts
  }
})
