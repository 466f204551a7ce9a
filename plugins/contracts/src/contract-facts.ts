// What conditions may ask of a contract: `forbid change to mobile-20 when contract is running "..."`.
import type { Fact, FactInput } from '@farthing/plugin-sdk'
import { type Agreement, agreementsOf, overOn, runsOn, termEnd } from './agreements.ts'
import type { Contract, HeldContract } from './contract.ts'
import { contractStatement } from './contract-statement.ts'

const statement = contractStatement.id

export const contractFacts: Fact<HeldContract['value']>[] = [
  {
    name: 'contract',
    type: { oneOf: ['running', 'over'] },
    statement,
    doc: 'Whether a contract of the subscription runs, or one has ended and none runs; neither for who never signed one.',
    example: 'contract is running',
    valueOf(input) {
      const agreements = agreementsIn(input)
      return agreements.length === 0 ? null : running(agreements, input) === undefined ? 'over' : 'running'
    }
  },
  {
    name: 'contract-ends',
    type: 'date',
    statement,
    doc: 'The first day after the running term of the contract.',
    example: 'contract-ends <= 2026-06-01',
    valueOf(input) {
      const now = running(agreementsIn(input), input)
      return now === undefined ? null : (overOn(now) ?? termEnd(now, input.today.add({ days: 1 })).on)
    }
  },
  {
    name: 'contract-age',
    type: 'age',
    statement,
    doc: 'How long ago the running contract was signed.',
    example: 'contract-age >= 12 months',
    valueOf: input => running(agreementsIn(input), input)?.signed ?? null
  }
]

function running(agreements: readonly Agreement[], { today }: FactInput<Contract>): Agreement | undefined {
  return agreements.find(each => runsOn(each, today))
}

function agreementsIn({ deeds, rulesOn, subscription }: FactInput<Contract>): Agreement[] {
  return agreementsOf(subscription, deeds, (name, day) => rulesOn(day).find(({ value }) => value.name === name))
}
