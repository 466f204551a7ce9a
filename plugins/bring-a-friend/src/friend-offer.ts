// What a `friend offer` statement says.

export interface FriendOffer {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** For each of the two; micro. */
  readonly amount: bigint
  /** How many friends one customer may bring by it; null: any number. */
  readonly most: number | null
  /** Who leaves before so many days are over takes both credits along; null: they stay. */
  readonly days: number | null
}
