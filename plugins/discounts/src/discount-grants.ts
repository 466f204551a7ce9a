// The deeds that give a discount and take it away.
import type { GrantWords } from '@farthing/plugin-sdk'

export const DISCOUNT_GRANTS: GrantWords = { grant: 'grant-discount', end: 'end-discount', of: 'discount' }
