// A subscription is put into an invoice group, or taken out of it, from a day on.
import { type AskedDeed, defineDeed, type DeedFieldSet, type DeedRefusal } from '@farthing/plugin-sdk'
import { END, groupsOn, SET } from './groups-on.ts'

const setFields = { group: { kind: 'name', doc: 'which invoice of the account: a cost centre, a place' } } as const

export const setGroup = defineDeed({
  name: SET,
  to: 'subscription',
  fields: setFields,
  doc: "From a day on the subscription's lines stand on the account's invoice of this group.",
  example: { group: 'fleet' },
  judge: asked => {
    const group = groupBy(asked)
    return group === asked.values.group ? refusal(`on ${asked.day} it is in invoice group ${group} already`) : null
  }
})

export const endGroup = defineDeed({
  name: END,
  to: 'subscription',
  fields: {},
  doc: "From a day on the subscription's lines stand on the account's main invoice again.",
  example: {},
  judge: asked => (groupBy(asked) === undefined ? refusal(`on ${asked.day} it is in no invoice group`) : null)
})

function groupBy<F extends DeedFieldSet>({ day, history, subscription }: AskedDeed<F>): string | undefined {
  return subscription === null ? undefined : groupsOn({ history, day }).get(subscription.id)
}

function refusal(reason: string): DeedRefusal {
  return { reason, rule: null }
}
