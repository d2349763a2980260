export function useCallback<T>(callback: T, _dependencies: readonly unknown[]): T { return callback; }
export function useEffect(effect: () => void, _dependencies: readonly unknown[]): void { effect(); }
