// What an invoice says of its taxes, as it is kept: amounts as text, for JSON has no exact integers.
import type { InvoiceTax } from '@farthing/billing-core'

export type StoredTax = Omit<InvoiceTax, 'taxable' | 'amount'> & { readonly taxable: string; readonly amount: string }

/** Null where nothing is taxed. */
export function storedTaxes(taxes: readonly InvoiceTax[]): string | null {
  if (taxes.length === 0) return null
  return JSON.stringify(
    taxes.map(
      ({ amount, taxable, ...rest }): StoredTax => ({ ...rest, taxable: taxable.toString(), amount: amount.toString() })
    )
  )
}

export function taxesFrom(stored: readonly StoredTax[] | null): InvoiceTax[] {
  return (stored ?? []).map(({ amount, taxable, ...rest }) => ({
    ...rest,
    taxable: BigInt(taxable),
    amount: BigInt(amount)
  }))
}
