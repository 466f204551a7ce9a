// What the demo's customers take: the plans of rules/, who takes which, and how much they use.

/** How the usage of a plan reaches the operator. */
export type DemoKind = 'mobile' | 'fixed' | 'internet' | 'address'

export interface DemoPlan {
  readonly plan: string
  readonly kind: DemoKind
  /** How many of a thousand of its kind take it. */
  readonly weight: number
  /** How busy its calls, messages and data are beside the others of its kind. */
  readonly activity: number
  /** What it may change to. */
  readonly next: string | null
}

export const DEMO_PLANS: readonly DemoPlan[] = [
  { plan: 'mobile-payg', kind: 'mobile', weight: 150, activity: 1, next: 'mobile-20' },
  { plan: 'mobile-20', kind: 'mobile', weight: 330, activity: 2, next: 'mobile-40' },
  { plan: 'mobile-40', kind: 'mobile', weight: 320, activity: 4, next: 'mobile-80' },
  { plan: 'mobile-80', kind: 'mobile', weight: 170, activity: 7, next: 'mobile-40' },
  { plan: 'visitor-10', kind: 'mobile', weight: 30, activity: 3, next: null },
  { plan: 'home-line', kind: 'fixed', weight: 700, activity: 3, next: 'business-line' },
  { plan: 'business-line', kind: 'fixed', weight: 250, activity: 6, next: null },
  { plan: 'event-line', kind: 'fixed', weight: 50, activity: 3, next: null },
  { plan: 'internet-50', kind: 'internet', weight: 400, activity: 2, next: 'internet-100' },
  { plan: 'internet-100', kind: 'internet', weight: 400, activity: 3, next: 'internet-250' },
  { plan: 'internet-250', kind: 'internet', weight: 200, activity: 5, next: 'internet-100' },
  { plan: 'static-address', kind: 'address', weight: 1000, activity: 0, next: null }
]

const BY_KIND = new Map(
  (['mobile', 'fixed', 'internet', 'address'] as const).map(kind => [kind, DEMO_PLANS.filter(p => p.kind === kind)])
)

export function demoPlansOf(kind: DemoKind): readonly DemoPlan[] {
  return BY_KIND.get(kind) ?? []
}

export function demoPlan(plan: string): DemoPlan {
  const found = DEMO_PLANS.find(each => each.plan === plan)
  if (found === undefined) throw new RangeError(`the demo has no plan ${plan}`)
  return found
}

/** What a household or business takes together, and how many of a thousand do. */
export const DEMO_BASKETS: readonly { readonly weight: number; readonly kinds: readonly DemoKind[] }[] = [
  { weight: 430, kinds: ['mobile'] },
  { weight: 120, kinds: ['mobile', 'mobile'] },
  { weight: 60, kinds: ['mobile', 'mobile', 'mobile', 'mobile'] },
  { weight: 130, kinds: ['mobile', 'internet'] },
  { weight: 80, kinds: ['internet'] },
  { weight: 70, kinds: ['fixed', 'internet'] },
  { weight: 60, kinds: ['fixed'] },
  { weight: 50, kinds: ['fixed', 'mobile', 'internet', 'address'] }
]
