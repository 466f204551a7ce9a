// What a `friend offer` statement says.

export interface FriendOffer {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** What who brings gets, and what the friend gets; micro, zero for nothing. */
  readonly brings: bigint
  readonly friend: bigint
  /** How many friends one customer may bring by it; null: any number. */
  readonly most: number | null
  /** Who leaves before so many days are over takes what both got along; null: they stay. */
  readonly days: number | null
}
