// The deeds that begin a commitment and end it, and how long one of them holds.
import { earlierEnd, type Grant, grantsOf, type GrantWords, heldGrant } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedDone } from '@farthing/plugin-sdk'
import type { Commitment } from './commitment.ts'

export const COMMITMENT_GRANTS: GrantWords = { grant: 'agree-commitment', end: 'end-commitment', of: 'commitment' }

type TermsOn = (name: string, day: Temporal.PlainDate) => Commitment | undefined

/** A term that is not renewed ends by itself. What the rules of its day do not know is left out. */
export function agreedCommitments(deeds: readonly DeedDone[], termsOn: TermsOn): Grant[] {
  return grantsOf(deeds, COMMITMENT_GRANTS).flatMap(grant => {
    const terms = termsOn(grant.name, grant.from)
    if (terms === undefined) return []
    const end = terms.renewed ? null : grant.from.add({ months: terms.length.count })
    return [{ ...grant, until: earlierEnd(grant.until, end) }]
  })
}

/** Of those that may be agreed to. */
export function offeredOn({ heldOn }: Pick<AskedDeed, 'heldOn'>, day: Temporal.PlainDate) {
  return heldOn(day).flatMap(({ at, kind, signature, value }) =>
    kind === 'file' && signature === 'commitments.commitment' ? [{ at, value: value as Commitment }] : []
  )
}

/** That of a name which the asked account or subscription has on the day. */
export function runningCommitment(
  asked: Pick<AskedDeed, 'day' | 'heldOn' | 'history' | 'subscription'>,
  name: string
): Grant | undefined {
  const termsOn: TermsOn = (called, day) => offeredOn(asked, day).find(({ value }) => value.name === called)?.value
  const { day, history, subscription } = asked
  return heldGrant(agreedCommitments(history.deeds, termsOn), { name, subscription: subscription?.id ?? null, day })
}
