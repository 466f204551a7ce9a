import { join } from 'node:path'

/** The invoice template that serves until an operator's rules bring `templates/invoice.hbs`. */
export const defaultTemplate = join(import.meta.dirname, '../../templates/invoice.hbs')

/** Where an operator's own invoice template lies in the rules folder. */
export const INVOICE_TEMPLATE = 'templates/invoice.hbs'
