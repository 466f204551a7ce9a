import { fixture } from './money.spec.ts'
export const borrowed = fixture
