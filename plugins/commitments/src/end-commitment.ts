// A commitment ends before its terms say: the deed, and the line of an example that tells of it.
import { deedFields, defineDeed, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import { COMMITMENT_GRANTS, runningCommitment } from './agreed-commitments.ts'

export const endCommitment = defineDeed({
  name: COMMITMENT_GRANTS.end,
  to: 'either',
  fields: { commitment: { kind: 'name', doc: 'which commitment' } },
  doc: 'A commitment of an account, or of one of its subscriptions, ends: what was spent too little until then is charged.',
  example: { commitment: 'gold' },
  judge(asked) {
    const { day, subscription, values } = asked
    if (runningCommitment(asked, values.commitment) !== undefined) return null
    const whose = subscription === null ? 'the account' : 'the subscription'
    return {
      reason: `${whose} did not agree to the commitment ${values.commitment} before ${day}, or it ended`,
      rule: null
    }
  }
})

export const endStatement = defineStatement({
  id: 'commitments.example-end',
  in: ['example'],
  pattern: 'on <on> end commitment <commitment> [for <of>] [, known on <known>]',
  slots: { ...exampleSlots, commitment: { kind: 'name', doc: 'which commitment' } },
  doc: 'A commitment of the account, or of a subscription, ends.',
  example: 'on 2026-06-05 end commitment gold',
  tells: {
    deed: endCommitment.name,
    to: 'account',
    fields: ({ slots: { commitment } }) => deedFields(endCommitment, { commitment })
  }
})
