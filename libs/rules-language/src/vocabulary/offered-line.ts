// A line of an example that tells of a deed, as a line that offers it.
import type { Signature } from '../signature/signature.ts'
import type { SlotSet } from '../signature/slot.ts'

export const offerTitle = { kind: 'text', doc: 'what the desk and the customer read' } as const

/** Without its day, and whose it is: `offer <title>: grant discount <discount> [until <until>]`. */
export function offeredLine<S extends SlotSet>(line: Signature<S>, doc: string): Signature {
  const { on: _on, of: _of, known: _known, ...own } = line.slots
  const said = line.pattern.replace('on <on> ', '').replace(' [for <of>]', '').replace(' [, known on <known>]', '')
  const { tells } = line
  return {
    id: line.id.replace('.example-', '.offer-') as Signature['id'],
    in: ['change-rule'],
    pattern: `offer <title>: ${said}`,
    slots: { title: offerTitle, ...own },
    doc,
    example: `offer "Stay with us": ${line.example.replace(/^on \S+ /, '')}`,
    ...(tells && { tells: tells as unknown as NonNullable<Signature['tells']> })
  }
}
