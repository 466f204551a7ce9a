import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** The texts of one version, for ever. The role of requests may neither change nor delete a row. */
export const RulesVersionTable = defineEntity({
  name: 'RulesVersion',
  ...tenantOnly('rules_version'),
  properties: {
    tenant: p.text().primary(),
    /** `sha256:...` of the texts. */
    version: p.text().primary(),
    /** gzip of the JSON of [path, text] pairs. */
    content: p.blob(),
    files: p.integer(),
    createdAt: p.type(InstantType)
  }
})

/** A version holds from a day on; null: since ever. Of two from one day the later published holds. */
export const RulesPublicationTable = defineEntity({
  name: 'RulesPublication',
  ...tenantOnly('rules_publication'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    version: p.text(),
    validFrom: p.type(PlainDateType).nullable(),
    author: p.text(),
    message: p.text(),
    publishedAt: p.type(InstantType)
  }
})
export type RulesPublicationRow = InferEntity<typeof RulesPublicationTable>

export const rulesTables = [RulesVersionTable, RulesPublicationTable]
