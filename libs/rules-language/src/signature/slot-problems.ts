// What is wrong with the slots of a declaration: against its pattern, and each by itself.
import { nearest } from '../diagnostics/nearest.ts'
import { slotKinds } from '../slots/describe-slot.ts'
import { everyNode, type PatternNode } from './pattern.ts'
import type { Signature } from './signature.ts'
import type { Slot } from './slot.ts'

/** One sentence each; the columns of a table are slots too. */
export function slotProblems(signature: Signature, tree: readonly PatternNode[]): string[] {
  const columns = Object.entries(signature.block?.table?.columns ?? {})
  return [
    ...patternProblems(signature, tree),
    ...Object.entries<Slot | undefined>(signature.slots).flatMap(([name, slot]) => ownProblems(`slot '${name}'`, slot)),
    ...columns.flatMap(([name, column]) => ownProblems(`column '${name}'`, column.slot))
  ]
}

function patternProblems(signature: Signature, tree: readonly PatternNode[]): string[] {
  const problems: string[] = []
  const used = new Map<string, boolean>()
  for (const { node, optional } of everyNode(tree)) {
    if (node.type !== 'slot') continue
    if (!Object.hasOwn(signature.slots, node.name)) problems.push(`<${node.name}> is in the pattern but not in 'slots'`)
    if (used.has(node.name) && !optional) problems.push(`<${node.name}> is in the pattern twice`)
    used.set(node.name, optional)
  }
  for (const name of [...Object.keys(signature.slots), ...Object.keys(signature.block?.table?.columns ?? {})]) {
    if (name in {}) problems.push(`'${name}' is a name that every object has: choose another`)
  }
  for (const [name, slot] of Object.entries<Slot | undefined>(signature.slots)) {
    const optional = used.get(name)
    if (optional === undefined) problems.push(`slot '${name}' is declared but not in the pattern`)
    else if (optional && slot?.optional !== true)
      problems.push(`slot '${name}' can be left out: declare it 'optional: true'`)
    else if (!optional && slot?.optional === true)
      problems.push(`slot '${name}' is declared optional but always written`)
  }
  return problems
}

/** Declarations come from plugins, whose types nobody may have checked. */
function ownProblems(called: string, slot: Slot | undefined): string[] {
  const kind: unknown = slot?.kind
  if (slot === undefined || typeof kind !== 'string')
    return [`${called} has no kind: write { kind: 'money' }, or another of ${slotKinds.join(', ')}`]
  if (!slotKinds.includes(kind)) {
    const close = nearest(kind, slotKinds)
    const hint = close === undefined ? `write one of ${slotKinds.join(', ')}` : `did you mean '${close}'?`
    return [`${called} is of the kind '${kind}', which there is not: ${hint}`]
  }
  if (slot.kind === 'choice' && !(Array.isArray(slot.of) && slot.of.length > 0))
    return [`${called} has nothing to choose from`]
  return []
}
