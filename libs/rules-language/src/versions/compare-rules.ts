// What differs between two sets of rules: statements that came, went or changed, and the rows of their tables.
import type { SourcePlace } from '@farthing/billing-core/values'
import { type DeckDifference, diffDecks } from '../deck/diff-decks.ts'
import { readDecks } from '../deck/read-decks.ts'
import { buildCatalogue } from '../signature/build-catalogue.ts'
import type { Signature } from '../signature/signature.ts'
import { kernelVocabulary } from '../vocabulary/vocabulary.ts'
import { numbersMoved } from './numbers-moved.ts'
import { type RuleEntry, ruleOutline } from './rule-outline.ts'

/** A statement that came, went or changed. */
export interface RuleChange {
  readonly kind: 'added' | 'removed' | 'changed'
  /** 'plan mobile-40 > rent', 'templates/invoice.hbs'. */
  readonly name: string
  /** When nothing but numbers changed, and all of them one way. */
  readonly numbers: 'up' | 'down' | null
  readonly before: RuleSide | null
  readonly after: RuleSide | null
}

export interface RuleSide {
  /** As written, blanks and comments apart. */
  readonly text: string
  readonly place: SourcePlace
}

export interface ComparedRules {
  /** Texts by path. */
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
  /** Statements of plugins. */
  readonly signatures: readonly Signature[]
}

export interface RulesDifference {
  readonly statements: readonly RuleChange[]
  /** Of all tables: rates, zones, tiers, matrices. */
  readonly tables: DeckDifference
}

export function compareRules({ before, after, signatures }: ComparedRules): RulesDifference {
  const [old, now] = [before, after].map(files => readDecks({ files, signatures }).decks)
  return {
    statements: compareStatements({ before, after, signatures }),
    tables: diffDecks(old ?? [], now ?? [])
  }
}

/**
 * In the order of the rules after; what went away comes last. A block that came or went is one change, without what stands in
 * it. Where something stands does not count: a statement that moved to another file has not changed.
 */
function compareStatements({ before, after, signatures }: ComparedRules): RuleChange[] {
  const built = buildCatalogue([...kernelVocabulary, ...signatures])
  if (!built.ok) throw new Error(`statements do not fit together: ${built.problems.join('; ')}`)
  const [old, now] = [ruleOutline(before, built.catalogue), ruleOutline(after, built.catalogue)]
  const [oldKeys, nowKeys] = [new Set(old.map(({ key }) => key)), new Set(now.map(({ key }) => key))]
  const left = Map.groupBy(old, ({ key }) => key)
  const changes: RuleChange[] = []
  for (const [key, entries] of Map.groupBy(now, each => each.key)) {
    const [gone, come] = withoutEqual(left.get(key) ?? [], entries)
    left.delete(key)
    for (let index = 0; index < Math.max(gone.length, come.length); index++) {
      const [from, to] = [gone[index], come[index]]
      if (to === undefined || from !== undefined || stands(to, oldKeys)) changes.push(changeOf(from, to))
    }
  }
  for (const entry of [...left.values()].flat()) if (stands(entry, nowKeys)) changes.push(changeOf(entry, undefined))
  return changes
}

/** Are the blocks around it there in the other rules too? */
function stands({ within }: RuleEntry, others: ReadonlySet<string>): boolean {
  return within.every(key => others.has(key))
}

/** Those of either side that the other does not have word for word. */
function withoutEqual(old: readonly RuleEntry[], now: readonly RuleEntry[]): [RuleEntry[], RuleEntry[]] {
  const come = [...now]
  const gone = old.filter(({ text }) => {
    const same = come.findIndex(each => each.text === text)
    if (same >= 0) come.splice(same, 1)
    return same < 0
  })
  return [gone, come]
}

function changeOf(before: RuleEntry | undefined, after: RuleEntry | undefined): RuleChange {
  const side = (entry: RuleEntry | undefined): RuleSide | null =>
    entry === undefined ? null : { text: entry.text, place: entry.place }
  return {
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    name: (after ?? before)?.name ?? '',
    numbers: before === undefined || after === undefined ? null : numbersMoved(before.text, after.text),
    before: side(before),
    after: side(after)
  }
}
