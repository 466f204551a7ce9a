// Which rated usage bills ask something for, as conditions in the text of a statement that reads it as `u`.

/** What is charged onto the bill says that pockets paid nothing; what nobody was asked to pay at once says nothing. */
export const PAID_BY_POCKETS = 'coalesce(u.prepaid, 0) <> 0'

/** Also of a use that pockets have paid in part, at the price with which it arrived. */
export const LEFT_TO_BILL = '(coalesce(u.prepaid, 0) = 0 or u.prepaid <> u.amount)'

/**
 * What pockets have paid of a price of now, terms of plans left aside: what units paid for goes along with the price (`paidNow` of
 * billing-core).
 */
export const paidOfPrice = (amount: string): string =>
  `(coalesce(u.prepaid, 0) + coalesce(trunc(u.paid_in_units::numeric * (${amount} - u.amount) / nullif(u.amount, 0)), 0))`

/** The same as of a price of now. */
export const leftToBill = (amount: string): string =>
  `(coalesce(u.prepaid, 0) = 0 or ${paidOfPrice(amount)} <> ${amount})`
