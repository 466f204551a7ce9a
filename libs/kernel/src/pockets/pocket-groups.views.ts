// The shapes of groups over HTTP.
import { z } from 'zod'
import { GivenAccount, GivenDay, GivenSubscription } from '../http/index.ts'
import type { PocketGroup } from './pocket-group-book.ts'

export const NewGroupBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    owner: GivenAccount.describe('The account on whose books its pockets are: it has what lapses.')
  })
  .meta({ id: 'NewPocketGroup' })

export const NewMemberBody = z
  .strictObject({
    account: GivenAccount,
    subscription: GivenSubscription.optional().describe(
      'It alone, by its id or a number or login that it holds on the first day; left out: all of the account.'
    ),
    from: GivenDay.optional().describe("The first day, in the member's zone, past or to come; today when left out."),
    until: GivenDay.optional().describe('The first day outside.')
  })
  .meta({ id: 'NewPocketGroupMember' })

export const MemberEndBody = z
  .strictObject({ until: GivenDay.nullable().describe('The first day outside; null opens it again.') })
  .meta({ id: 'PocketGroupMemberEnd' })

export const GroupsQuery = z.strictObject({ account: GivenAccount })

export const PocketGroupView = z
  .object({
    number: z.string(),
    name: z.string(),
    owner: z.string(),
    members: z.array(
      z.object({
        ...{ id: z.string(), account: z.string(), subscription: z.string().nullable() },
        ...{ from: z.iso.date(), until: z.iso.date().nullable() }
      })
    )
  })
  .meta({ id: 'PocketGroup' })
export type PocketGroupView = z.infer<typeof PocketGroupView>

export function groupView({ members, name, number, ownerNumber }: PocketGroup): PocketGroupView {
  const shown = members.map(({ accountNumber, from, id, subscription, until }) => ({
    ...{ id, account: accountNumber, subscription, from, until }
  }))
  return { number, name, owner: ownerNumber, members: shown }
}
