import { join } from 'node:path'

/** The invoice template that serves until an operator's rules bring `templates/invoice.hbs`. */
export const defaultTemplate = join(import.meta.dirname, '../../templates/invoice.hbs')
