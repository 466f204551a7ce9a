export { type ChildBilling, heldFrom, Hierarchy, type ParentEntry } from './hierarchy.ts'
