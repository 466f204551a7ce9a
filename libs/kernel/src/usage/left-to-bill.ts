// Which rated usage bills ask something for, as conditions in the text of a statement that reads it as `u`.

/** What is charged onto the bill says that pockets paid nothing; what nobody was asked to pay at once says nothing. */
export const PAID_BY_POCKETS = 'coalesce(u.prepaid, 0) <> 0'

/** Also of a use that pockets have paid in part. `amount`: its price. */
export const leftToBill = (amount: string): string => `(coalesce(u.prepaid, 0) = 0 or u.prepaid <> ${amount})`
