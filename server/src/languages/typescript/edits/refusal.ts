export { isRefusal, refuse, type BuiltEdits, type EditResult, type Refusal } from '../../refusal.ts';
