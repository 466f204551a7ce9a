// The contract that a new subscription signs on its first day is a deed like any other.
import { contractDeed, readContract } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { ContractSigning, type PreparedSigning } from '../subscriptions/index.ts'
import { DeedsService } from './deeds.service.ts'

@Injectable()
export class SignContracts extends ContractSigning {
  constructor(@Inject(DeedsService) private readonly deeds: DeedsService) {
    super()
  }

  override async prepare(contract: unknown): Promise<Outcome<PreparedSigning, 'wrong-contract'>> {
    const deed = contractDeed(this.deeds.known())
    if (deed === undefined) {
      return { ok: false, reason: 'wrong-contract', detail: 'No plugin has contracts: leave the contract out.' }
    }
    const read = readContract(deed, contract)
    if (!read.ok) {
      const words = read.problems.map(({ field, problem }) => (field === '' ? problem : `${field}: ${problem}`))
      return { ok: false, reason: 'wrong-contract', detail: `The contract cannot be read: ${words.join('; ')}.` }
    }
    const rules = await this.deeds.rulesNow()
    return {
      ok: true,
      value: {
        sign: async (tx, account, on) => {
          const done = await this.deeds.doWithin(tx, account, { deed: deed.name, fields: read.fields, ...on }, rules)
          return done.ok ? { ok: true, value: null } : { ok: false, reason: 'forbidden', detail: done.detail }
        }
      }
    }
  }
}
