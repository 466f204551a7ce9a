/** What subscriptions ask of the published rules. Whoever publishes rules provides it. */
export abstract class PlanCatalogue {
  /** Whether a plan or feature of that name can be sold from that day on to accounts in that currency. */
  abstract find(
    kind: 'plan' | 'feature',
    name: string,
    to: { readonly on: Temporal.PlainDate; readonly currency: string }
  ): Promise<PlanAnswer>

  /** The kinds of suspension that the rules of a day name; none while no rules are published. */
  abstract suspensions(to: { readonly on: Temporal.PlainDate; readonly currency: string }): Promise<readonly string[]>
}

export type PlanAnswer =
  | { readonly kind: 'in-force' }
  | { readonly kind: 'no-rules-published' }
  /** `nearest`: a name that may have been meant. `soldIn`: other currencies in which it is sold. */
  | { readonly kind: 'unknown'; readonly nearest: string | null; readonly soldIn: readonly string[] }
  | { readonly kind: 'not-in-force' }
