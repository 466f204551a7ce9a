export { type ChildBilling, Hierarchy, type ParentEntry } from './hierarchy.ts'
