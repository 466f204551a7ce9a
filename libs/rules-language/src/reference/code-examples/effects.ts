// Codes R0470 to R0489: conditions and effects that read well and never come about.
import { type CodeExamples, ruleText } from '../code-example.ts'

/** Each of so many guests in one of the rooms, and no two in one: there is no way, and it is long to find that out. */
const GUESTS = [0, 1, 2, 3, 4, 5, 6, 7]
const ROOMS = GUESTS.slice(1)

const inRoom = (guest: number, room: number): string => `feature(in-${String(guest)}-${String(room)}) is on`
const everyGuest = GUESTS.map(guest => `(${ROOMS.map(room => inRoom(guest, room)).join(' or ')})`)
const noTwo = ROOMS.flatMap(room =>
  GUESTS.flatMap(guest =>
    GUESTS.slice(guest + 1).map(other => `(not ${inRoom(guest, room)} or not ${inRoom(other, room)})`)
  )
)

const crowded = (forbid: string, allow: string): string => ruleText`
  ${GUESTS.flatMap(guest => ROOMS.map(room => `feature in-${String(guest)}-${String(room)} "In" { from 2026-01-01 }`)).join('\n  ')}

  forbid suspend when ${forbid} "Not now"
  allow suspend when ${allow}
`

export const effectExamples: CodeExamples = {
  R0470: {
    meaning:
      'Both rules may apply at once, and then neither would count. So a case is looked for in which both do; with so many parts after or it is neither found nor shown to be impossible.',
    wrong: crowded(everyGuest.join(' and '), noTwo.join(' and ')),
    right: crowded(inRoom(0, 1), `not ${inRoom(0, 1)}`)
  }
}
