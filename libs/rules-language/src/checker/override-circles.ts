// Exceptions that override each other across a plan and features that a subscription may have together.
import type { AppliedProduct, PlacedApplication } from './applied-product.ts'
import { areHeldTogether } from './first-meeting.ts'

interface Node {
  readonly placed: PlacedApplication
  readonly product: string
  readonly owner: AppliedProduct
}

/** Circles in which each overrides the next, each once. Those that never leave one product are not among them. */
export function overrideCircles(products: readonly AppliedProduct[]): Node[][] {
  const nodes = products.flatMap(owner =>
    owner.applications.map((placed): Node => ({ placed, product: owner.product, owner }))
  )
  const byName = Map.groupBy(nodes, ({ placed }) => placed.application.name)
  const found: Node[][] = []
  const told = new Set<Node>()
  for (const from of nodes) {
    if (told.has(from) || from.placed.application.overrides.length === 0) continue
    const last = wayBack(from, byName)
    if (last === null) continue
    const circle: Node[] = []
    for (let link: Link | null = last; link !== null; link = link.before) circle.unshift(link.node)
    for (const node of circle) told.add(node)
    found.push(circle)
  }
  return found
}

/** One on the way, with the plan that the way has been through. */
interface Link {
  readonly node: Node
  readonly plan: AppliedProduct | null
  readonly before: Link | null
}

/** The last of the shortest chain that begins and ends at a node, and lies in products that may be there together. */
function wayBack(start: Node, byName: ReadonlyMap<string, readonly Node[]>): Link | null {
  const seen = new Map<AppliedProduct | null, Set<Node>>()
  const open: Link[] = [{ node: start, plan: planOf(start.owner), before: null }]
  for (const link of open) {
    for (const node of link.node.placed.application.overrides.flatMap(name => byName.get(name) ?? [])) {
      if (node === start && link.node.owner !== start.owner) return link
      const plan = link.plan ?? planOf(node.owner)
      const there = [start.owner, link.node.owner, ...(plan === null ? [] : [plan])]
      const visited = seen.get(plan) ?? new Set()
      if (visited.has(node) || !isTogether(node.owner, there)) continue
      seen.set(plan, visited.add(node))
      open.push({ node, plan, before: link })
    }
  }
  return null
}

function planOf(owner: AppliedProduct): AppliedProduct | null {
  return owner.kind === 'plan' ? owner : null
}

function isTogether(one: AppliedProduct, others: readonly AppliedProduct[]): boolean {
  return others.every(other => one === other || (mayStandBeside(one, other) && areHeldTogether(one.held, other.held)))
}

/** A subscription has one plan, and any features. */
export function mayStandBeside(a: AppliedProduct, b: AppliedProduct): boolean {
  return a.product !== b.product && (a.kind === 'feature' || b.kind === 'feature')
}
