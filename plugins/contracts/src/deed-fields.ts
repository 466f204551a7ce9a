// What is said of each deed. Who judges them stands beside, for judging reads them all.
import { defineDeed } from '@farthing/plugin-sdk'

const contractFields = {
  contract: { kind: 'name', doc: "which of the plan's contracts" },
  months: { kind: 'count', optional: true, doc: "the term agreed; the contract's when left out" },
  promised: {
    kind: 'text',
    optional: true,
    doc: 'what the customer was promised beside its terms; explanations of its charges say it'
  }
} as const

export const signContract = defineDeed({
  name: 'sign-contract',
  to: 'subscription',
  fields: contractFields,
  withStart: 'contract',
  doc: 'A subscription signs a contract of its plan, which binds it from that day on.',
  example: { contract: 'term-24' }
})

export const changeContract = defineDeed({
  name: 'change-contract',
  to: 'subscription',
  fields: contractFields,
  doc: 'Another contract takes the place of the one that runs, which costs nothing to leave then.',
  example: { contract: 'term-24', months: 36 }
})

export const giveNotice = defineDeed({
  name: 'give-notice',
  to: 'subscription',
  fields: {
    to: { kind: 'date', optional: true, doc: 'the first day without the contract; the next possible when left out' }
  },
  comesOn: 'to',
  doc: 'The contract is not renewed any more: it ends with the term by which the notice is in time.',
  example: { to: '2028-03-01' }
})

export const releaseFromContract = defineDeed({
  name: 'release-from-contract',
  to: 'subscription',
  fields: { reason: { kind: 'text', optional: true, doc: 'why, for the record' } },
  doc: 'The contract ends on that day at no cost: neither leaving early nor its end is charged, also when it is left or ends on that very day.',
  example: { reason: 'moved to where there is no coverage' }
})
