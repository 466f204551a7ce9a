import { definePlugin } from '@farthing/plugin-sdk'
import { offerStatement, offerTerms } from './offer-statement.ts'
import { afterStatement, onStatement, overridesStatement, termStatement } from './offer-parts.ts'

export const plugin = definePlugin({
  id: 'offers',
  sdk: '^0.1.0',
  contributes: {
    statements: [offerStatement, onStatement, afterStatement, termStatement, overridesStatement],
    usageTerms: [offerTerms]
  }
})
