import { defineEntity, p } from '@mikro-orm/core'
import { tenantOnly } from '../persistence/index.ts'

/** A deed that is done once for all accounts, by what it is known by, and the account that told it. */
export const DeedIdentityTable = defineEntity({
  name: 'DeedIdentity',
  ...tenantOnly('deed_identity'),
  properties: {
    tenant: p.text().primary(),
    deed: p.text().primary(),
    /** A list of its values, in JSON. */
    identity: p.text().primary(),
    account: p.uuid()
  }
})

export const deedTables = [DeedIdentityTable]
