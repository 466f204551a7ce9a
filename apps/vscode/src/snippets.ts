// Statements to fill in, from the examples of the signatures.
import { headsOf, type RulesWorkspace, snippetOf } from '@farthing/rules-language'

export interface Snippet {
  readonly prefix: string
  readonly body: readonly string[]
  readonly description: string
}

/** By the head of the statement. */
export function snippets({ catalogue }: Pick<RulesWorkspace, 'catalogue'>): Record<string, Snippet> {
  const all = catalogue.signatures.flatMap(signature => {
    const [head] = headsOf(signature)
    if (head === undefined || head.word === '') return []
    const body = snippetOf(signature, catalogue).split('\n')
    return [[head.label, { prefix: prefixOf(head.label), body, description: signature.doc }] as const]
  })
  return Object.fromEntries(all)
}

/** 'on <on> subscribe <plan>' is found by `on subscribe`. */
function prefixOf(label: string): string {
  return label
    .replace(/<[^>]*>|\(.*?\)|[=:]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
