// Packs and minimums of a plan or feature, each known by what it limits: a later version may write it elsewhere.

/** What a limit is for. */
export interface LimitScope {
  readonly service: string
  /** Null or left out: every zone. */
  readonly zones?: readonly string[] | null
}

export interface OwnedLimit<L> {
  readonly limit: L
  /** The same in every version of the owner. */
  readonly key: string
}

/** `owner`: a plan or a feature. Two limits of one scope are told apart by their order. */
export function limitsOf<L extends LimitScope>(owner: string, limits: readonly L[]): OwnedLimit<L>[] {
  const seen = new Map<string, number>()
  return limits.map(limit => {
    const scope = JSON.stringify([owner, limit.service, limit.zones?.toSorted() ?? null])
    const ordinal = (seen.get(scope) ?? 0) + 1
    seen.set(scope, ordinal)
    return { limit, key: `${scope} ${ordinal}` }
  })
}
