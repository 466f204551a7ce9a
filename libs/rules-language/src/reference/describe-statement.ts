// A statement as the reference and an editor show it: read from its signature, in words.
import { everyNode, parsePattern } from '../signature/pattern.ts'
import type { BlockSpec, Column, Signature } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import type { SlotKind } from '../signature/slot-value.ts'
import { describeSlot } from '../slots/describe-slot.ts'

export interface ValueDescription {
  /** As the pattern has it: 'amount'; of a column, its header. */
  readonly name: string
  readonly kind: SlotKind
  /** What may be written: 'an amount of money such as 40.00'. */
  readonly takes: string
  /** What it means: 'the price of a full period'; '' when the signature does not say. */
  readonly doc: string
  readonly optional: boolean
  /** May a cell be `*`, for every value? */
  readonly any: boolean
}

export interface StatementDescription {
  readonly id: string
  /** The pattern, long ones with a clause to a line, and `{ }` where a block follows. */
  readonly syntax: string
  readonly doc: string
  /** 'kernel', or the id of the plugin that brings it. */
  readonly owner: string
  /** Kinds of block in which it may stand; 'file' is outside of all blocks. */
  readonly places: readonly string[]
  /** Values, in the order of the pattern. */
  readonly slots: readonly ValueDescription[]
  readonly block: BlockSpec | null
  readonly columns: readonly ValueDescription[]
  readonly example: string
}

/** Longer patterns are broken before their clauses, but for those of an alternative. */
const WIDTH = 72

export function describeStatement(signature: Signature): StatementDescription {
  const { id, pattern, slots, block, doc, example, in: places } = signature
  const nodes = [...everyNode(parsePattern(pattern))].map(({ node }) => node)
  const inOrder = nodes.flatMap(node => (node.type === 'slot' ? [node.name] : []))
  return {
    id,
    syntax: syntaxOf(pattern, block),
    doc,
    owner: id.slice(0, id.indexOf('.')),
    places,
    slots: inOrder.flatMap(name => {
      const slot = slots[name]
      return slot === undefined ? [] : [valueOf(name, slot)]
    }),
    block: block ?? null,
    columns: Object.entries(block?.table?.columns ?? {}).map(([name, column]) => columnOf(name, column)),
    example
  }
}

function syntaxOf(pattern: string, block: BlockSpec | undefined): string {
  const braces = block === undefined ? '' : block.optional ? ' [{ ... }]' : ' { ... }'
  const line = readable(pattern) + braces
  return line.length <= WIDTH ? line : line.replace(/ (?=\[)(?![^()]*\))/g, '\n  ')
}

/** Brackets around `(, reset <reset>)`, which must be written, would only be typed: only a choice needs them. */
function readable(pattern: string): string {
  return pattern.replaceAll(/ \((, [^()|[\]]+)\)/g, '$1')
}

function valueOf(name: string, slot: Slot): ValueDescription {
  return {
    name,
    kind: slot.kind,
    takes: describeSlot(slot),
    doc: slot.doc ?? '',
    optional: slot.optional === true,
    any: false
  }
}

function columnOf(name: string, { slot, doc, optional, any }: Column): ValueDescription {
  const own = valueOf(name, slot)
  return { ...own, doc: doc ?? own.doc, optional: optional === true, any: any === true }
}
