// Names whose slot does not say of what they are: those in conditions, and the subscription of an example that is called by its plan.
import type { Condition, FactUse, NamedThing } from '../conditions/condition.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import type { SlotMention } from '../checker/names.ts'
import type { Match } from '../signature/match.ts'
import { exampleStatement, subscribeStatement } from '../vocabulary/example-statements.ts'
import { isOf, slotSpot } from '../vocabulary/match-parts.ts'

type Facts = ReadonlyMap<string, FactSignature>

/** Of the statement itself, without its block; `top` is the top-level statement around it. */
export function looseMentionsOf(match: Match, top: Match, facts: Facts): SlotMention[] {
  return Object.entries(match.signature.slots).flatMap(([slot, spec]) => {
    const value: unknown = match.slots[slot]
    if (spec.kind === 'condition' && value !== undefined) {
      const { source } = match
      const named = [...namesIn(value as Condition, facts)]
      return named.map(({ kind, name, start, end }) => mention(kind, name, { source, start, end }))
    }
    if (typeof value !== 'string') return []
    return slot === 'of' && isCalledByPlan(value, top) ? [mention('plan', value, slotSpot(match, slot))] : []
  })
}

function mention(kind: string, name: string, spot: SlotMention['spot']): SlotMention {
  return { slot: 'refersTo', kind, name, spot }
}

/** Is it a subscription of this example that has no name of its own? */
function isCalledByPlan(name: string, top: Match): boolean {
  if (!isOf(top, exampleStatement)) return false
  return top.children.some(
    line => isOf(line, subscribeStatement) && line.slots.label === undefined && line.slots.plan === name
  )
}

interface NameOfKind extends NamedThing {
  readonly kind: string
}

/** What may be of several kinds is listed with each. */
function* namesIn(condition: Condition, facts: Facts): Generator<NameOfKind> {
  if (condition.kind === 'not') yield* namesIn(condition.of, facts)
  else if (condition.kind !== 'test') for (const part of condition.of) yield* namesIn(part, facts)
  else {
    const { fact, value } = condition
    yield* namesInBrackets(fact, facts)
    if (value.kind === 'share') yield* namesInBrackets(value.of, facts)
    const type = facts.get(fact.name)?.type
    if (value.kind === 'name' && typeof type === 'object' && 'names' in type) yield { ...value, kind: type.names }
  }
}

function* namesInBrackets({ name, arguments: given }: FactUse, facts: Facts): Generator<NameOfKind> {
  for (const kind of facts.get(name)?.argument?.of ?? []) for (const thing of given) yield { ...thing, kind }
}
