// Amounts of one currency as whole numbers, to be added up.

/** Of invoices, notes and their postings, which are texts with the same number of decimals; what pockets hold may have more. */
export const coins = (amount: string): bigint => BigInt(amount.replace('.', ''))

export const sum = (amounts: readonly string[]): bigint => amounts.reduce((all, amount) => all + coins(amount), 0n)
