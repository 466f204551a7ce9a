// The rules that took part in outcomes, by their places.
import { formatPlace, type RuleTree, ruleTrees } from '@farthing/billing-core/values'

export class TouchedRules {
  /** As `formatPlace` writes them. */
  readonly places = new Set<string>()

  /** Any outcome of evaluation: every rule that it names had a part in it. */
  see(outcome: unknown): void {
    for (const tree of ruleTrees(outcome)) this.#add(tree)
  }

  #add({ at, within }: RuleTree): void {
    this.places.add(formatPlace(at))
    for (const inner of within) this.#add(inner)
  }
}
