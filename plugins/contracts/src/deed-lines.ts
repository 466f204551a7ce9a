// Lines of an example that tell of contracts.
import { deedFields, defineStatement, exampleSlots, offeredLine } from '@farthing/plugin-sdk'
import { changeContract, giveNotice, releaseFromContract, signContract } from './deed-fields.ts'

const contract = { kind: 'name', doc: "which of the plan's contracts" } as const
const months = { kind: 'count', min: 1, max: 120, optional: true, doc: 'the term that was agreed' } as const

export const signStatement = defineStatement({
  id: 'contracts.example-sign',
  in: ['example'],
  pattern: 'on <on> sign contract <contract> [for <of>] [, term <months> months] [, known on <known>]',
  slots: { ...exampleSlots, contract, months },
  doc: 'A subscription signs a contract of its plan.',
  example: 'on 2026-03-01 sign contract term-24',
  tells: {
    deed: signContract.name,
    to: 'subscription',
    fields: ({ slots }) => deedFields(signContract, { contract: slots.contract, months: slots.months ?? null })
  }
})

export const changeContractStatement = defineStatement({
  id: 'contracts.example-change',
  in: ['example'],
  pattern: 'on <on> change contract to <contract> [for <of>] [, term <months> months] [, known on <known>]',
  slots: { ...exampleSlots, contract, months },
  doc: 'Another contract takes the place of the one that runs.',
  example: 'on 2026-09-01 change contract to term-24',
  tells: {
    deed: changeContract.name,
    to: 'subscription',
    fields: ({ slots }) => deedFields(changeContract, { contract: slots.contract, months: slots.months ?? null })
  }
})

export const noticeLineStatement = defineStatement({
  id: 'contracts.example-notice',
  in: ['example'],
  pattern: 'on <on> give notice [for <of>] [, to <to>] [, known on <known>]',
  slots: { ...exampleSlots, to: { kind: 'date', optional: true, doc: 'the first day without the contract' } },
  doc: 'The contract is not to be renewed.',
  example: 'on 2027-12-01 give notice',
  tells: {
    deed: giveNotice.name,
    to: 'subscription',
    fields: ({ slots }) => deedFields(giveNotice, { to: slots.to ?? null })
  }
})

export const releaseStatement = defineStatement({
  id: 'contracts.example-release',
  in: ['example'],
  pattern: 'on <on> release from contract [for <of>] [, known on <known>]',
  slots: exampleSlots,
  doc: 'The contract ends on that day, at no cost, also when it is left or ends by itself on that very day.',
  example: 'on 2027-01-15 release from contract',
  tells: { deed: releaseFromContract.name, to: 'subscription', fields: () => deedFields(releaseFromContract, {}) }
})

export const offerSignStatement = offeredLine(
  signStatement,
  'Offers a contract to who asks for what the rule forbids. Taken, the subscription signs it on that day.'
)

export const offerChangeContractStatement = offeredLine(
  changeContractStatement,
  'Offers another contract to who asks for what the rule forbids. Taken, it takes the place of the one that runs on that day.'
)
