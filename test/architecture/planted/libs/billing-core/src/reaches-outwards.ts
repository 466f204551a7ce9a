import { language } from '../../rules-language/src/index.ts'
export const reached = language
