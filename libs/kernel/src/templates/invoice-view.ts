/** What kind of document it is: one template serves invoices and the notes that correct them. */
export interface DocumentView {
  /** 'Invoice', 'Draft invoice', 'Cancelled invoice', 'Credit note', 'Draft credit note' ... */
  readonly title: string
  /** Without what became of it: 'Invoice', 'Credit note'. */
  readonly name: string
  /** Number of the invoice that a note corrects, and the day on which that was issued; '' on invoices. */
  readonly corrects: string
  readonly correctsOf: string
  /** What a note is for, as the rules print it, and what it says to the customer beside that. */
  readonly reason: string
  readonly remark: string
  /** Above the lines, and before their sum: 'This invoice', 'Total of this invoice'. */
  readonly heading: string
  readonly total: string
}

/** The facts that an invoice template may use: every value is text, ready to be shown. */
export interface InvoiceView {
  readonly document: DocumentView
  readonly operator: { readonly name: string }
  readonly account: { readonly number: string; readonly name: string; readonly address: readonly string[] }
  readonly invoice: {
    readonly number: string
    /** Its invoice group, where the bill has several invoices; else ''. */
    readonly group: string
    readonly draft: boolean
    readonly cancelled: boolean
    readonly issued: string
    /** The last day whose usage this invoice holds. */
    readonly until: string
    readonly due: string
    /** What stands above the due date: "Please pay by", or "Nothing to pay" for a credit. */
    readonly dueLabel: string
    readonly currency: string
    readonly hint: string
  }
  readonly summary: {
    readonly opening: string
    readonly payments: readonly { readonly label: string; readonly amount: string }[]
    /** What of the balance before older invoices of invoice groups ask for: not part of what is due here. */
    readonly beside: readonly { readonly label: string; readonly amount: string }[]
    /** Of this invoice, without tax. */
    readonly net: string
    /** 'VAT 19% of 10.00', by tax and rate; empty where nothing is taxed. */
    readonly taxes: readonly { readonly label: string; readonly amount: string }[]
    readonly total: string
    readonly due: string
    readonly dueLabel: string
  }
  /** Account by account one group per subscription, then what belongs to the account as a whole. */
  readonly groups: readonly InvoiceGroupView[]
  /** Itemised usage, one part per subscription and service; null when there is none. */
  readonly annex: readonly AnnexView[] | null
}

export interface InvoiceGroupView {
  /** 'A-000002 Branch', above the first group of an account where an invoice holds the lines of others than its own; else ''. */
  readonly ofAccount: string
  /** What all groups of that account come to, below the last of them; else ''. */
  readonly accountTotal: string
  readonly title: string
  readonly label: string
  readonly lines: readonly {
    readonly description: string
    readonly detail: string
    readonly period: string
    readonly amount: string
  }[]
  readonly total: string
}

export interface AnnexView {
  readonly title: string
  readonly label: string
  /** Whether any row has a caller. */
  readonly callers: boolean
  readonly rows: readonly {
    readonly when: string
    /** Calling number, where it is not the subscription's own; else ''. */
    readonly from: string
    readonly to: string
    readonly zone: string
    readonly band: string
    readonly quantity: string
    readonly amount: string
  }[]
  readonly count: string
  readonly quantity: string
  readonly total: string
}
