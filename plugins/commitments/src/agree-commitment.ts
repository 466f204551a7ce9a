// An account or a subscription agrees to a commitment: the deed, and the line of an example that tells of it.
import {
  compareDates,
  deedFields,
  defineDeed,
  defineStatement,
  didYouMean,
  exampleSlots,
  refusalOf
} from '@farthing/plugin-sdk'
import type { DeedRefusal, HeldStatement, OfferedDeed } from '@farthing/plugin-sdk'
import { COMMITMENT_GRANTS, offeredOn, runningCommitment } from './agreed-commitments.ts'

const fields = { commitment: { kind: 'name', doc: 'which commitment' } } as const

export const agreeCommitment = defineDeed({
  name: COMMITMENT_GRANTS.grant,
  to: 'either',
  fields,
  doc: 'An account, or one of its subscriptions, agrees to a commitment on the terms of the day.',
  example: { commitment: 'gold' },
  offers: asked => refusalOf(asksFor(asked)),
  judge(asked) {
    const { day, history, subscription, values } = asked
    const found = asksFor(asked)
    if ('reason' in found) return found
    const refuse = (reason: string) => ({ reason, rule: found.at })
    if (compareDates(day, history.opened) < 0) return refuse(`the account was opened on ${history.opened}`)
    const { terminated = null } = subscription ?? {}
    if (terminated !== null && compareDates(terminated, day) <= 0)
      return refuse(`the subscription ended on ${terminated}`)
    const running = runningCommitment(asked, values.commitment)
    return running === undefined
      ? null
      : refuse(`the commitment ${values.commitment} was agreed to on ${running.from}, and holds: end it first`)
  }
})

function asksFor({
  day,
  held,
  values: { commitment }
}: OfferedDeed<typeof fields>): { readonly at: HeldStatement['at'] } | DeedRefusal {
  const offered = offeredOn({ heldOn: () => held }, day)
  const found = offered.find(({ value }) => value.name === commitment)
  if (found !== undefined) return found
  const hint = didYouMean(
    commitment,
    offered.map(({ value }) => value.name)
  )
  return {
    reason: `there is no commitment ${commitment} to agree to on ${day}${hint}`,
    field: 'commitment',
    rule: null
  }
}

export const agreeStatement = defineStatement({
  id: 'commitments.example-agree',
  in: ['example'],
  pattern: 'on <on> agree to commitment <commitment> [for <of>] [, known on <known>]',
  slots: { ...exampleSlots, commitment: { kind: 'name', doc: 'which commitment' } },
  doc: 'The account, or a subscription, agrees to a commitment.',
  example: 'on 2026-03-05 agree to commitment gold',
  tells: {
    deed: agreeCommitment.name,
    to: 'account',
    fields: ({ slots: { commitment } }) => deedFields(agreeCommitment, { commitment })
  }
})
