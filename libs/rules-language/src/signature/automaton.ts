// A small automaton over token classes that accepts the texts of one signature.
import type { TokenClass } from './token-class.ts'

export interface Edge {
  readonly on: TokenClass
  readonly to: number
}

interface State {
  readonly edges: Edge[]
  /** States reached without a token. */
  readonly free: number[]
}

/** Something that is put between two states. */
export type Fragment = (automaton: Automaton, from: number, to: number) => void

export class Automaton {
  readonly #states: State[] = []
  readonly start = this.state()
  readonly end = this.state()

  state(): number {
    return this.#states.push({ edges: [], free: [] }) - 1
  }

  edge(from: number, to: number, on: TokenClass): void {
    this.#states[from]?.edges.push({ on, to })
  }

  free(from: number, to: number): void {
    this.#states[from]?.free.push(to)
  }

  /** The edges that leave a state, also after steps without a token; and whether the end is reached without one. */
  leaving(from: number): { readonly edges: readonly Edge[]; readonly ends: boolean } {
    const seen = new Set([from])
    const edges: Edge[] = []
    for (const state of seen) {
      edges.push(...(this.#states[state]?.edges ?? []))
      for (const next of this.#states[state]?.free ?? []) seen.add(next)
    }
    return { edges, ends: seen.has(this.end) }
  }
}

export function token(on: TokenClass): Fragment {
  return (automaton, from, to) => automaton.edge(from, to, on)
}

export function sequence(...parts: readonly Fragment[]): Fragment {
  return (automaton, from, to) => {
    let at = from
    parts.forEach((part, index) => {
      const next = index === parts.length - 1 ? to : automaton.state()
      part(automaton, at, next)
      at = next
    })
    if (parts.length === 0) automaton.free(from, to)
  }
}

export function oneOf(...parts: readonly Fragment[]): Fragment {
  return (automaton, from, to) => {
    for (const part of parts) part(automaton, from, to)
  }
}

export function optional(part: Fragment): Fragment {
  return (automaton, from, to) => {
    part(automaton, from, to)
    automaton.free(from, to)
  }
}

/** One or more, with the separator between them. */
export function list(part: Fragment, separator: Fragment | null): Fragment {
  return (automaton, from, to) => {
    const [before, after] = [automaton.state(), automaton.state()]
    automaton.free(from, before)
    part(automaton, before, after)
    automaton.free(after, to)
    if (separator) separator(automaton, after, before)
    else automaton.free(after, before)
  }
}
