/** The view asks VS Code to draw its list again; the editor itself is replaced by as much of it as the view uses. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FindingsView } from '../../../client/src/findings/view.ts';
import { told, uri } from './told.ts';

const editor = vi.hoisted(() => ({ sayVisible: (_visible: boolean): void => undefined }));

vi.mock('vscode', () => {
	class EventEmitter<T> {
		readonly #listeners: ((value: T) => void)[] = [];
		readonly event = (listener: (value: T) => void) => { this.#listeners.push(listener); };
		fire(value: T): void { for (const listener of this.#listeners) { listener(value); } }
		dispose(): void { this.#listeners.length = 0; }
	}
	const onDidChangeVisibility = (listener: (event: { visible: boolean }) => void) => { editor.sayVisible = (visible) => listener({ visible }); };
	return {
		EventEmitter,
		Uri: { parse: (text: string) => text },
		commands: { executeCommand: () => Promise.resolve() },
		window: { createTreeView: () => ({ onDidChangeVisibility, selection: [], dispose: () => undefined }) },
		workspace: { asRelativePath: (path: string) => path.split('/').at(-1) ?? path },
	};
});

const memory = { keys: () => [], get: (_key: string, otherwise?: unknown) => otherwise, update: () => Promise.resolve() };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function openedView() {
	const view = new FindingsView(memory as unknown as ConstructorParameters<typeof FindingsView>[0]);
	let drawn = 0;
	view.tree.onDidChangeTreeData(() => { drawn++; });
	return { view, drawn: () => drawn };
}

test('is drawn again once it has opened, as VS Code may have asked for parts of a list that changed meanwhile', () => {
	const { view, drawn } = openedView();
	editor.sayVisible(true);
	view.take({ files: [{ uri: uri('a.ts'), findings: [told()] }] });
	vi.advanceTimersByTime(100);
	expect(drawn()).toBe(1);
	vi.advanceTimersByTime(1000);
	expect(drawn()).toBe(2);
	expect(view.tree.getChildren().map((node) => view.tree.getChildren(node).length)).toEqual([1]);
});

test('is left alone where it was closed at once, and when it is gone', () => {
	const { view, drawn } = openedView();
	editor.sayVisible(true);
	editor.sayVisible(false);
	vi.advanceTimersByTime(1000);
	expect(drawn()).toBe(0);
	editor.sayVisible(true);
	view.dispose();
	vi.advanceTimersByTime(1000);
	expect(drawn()).toBe(0);
});

test('collects what comes in a moment into one drawing', () => {
	const { view, drawn } = openedView();
	for (const file of ['a.ts', 'b.ts', 'c.ts']) { view.take({ files: [{ uri: uri(file), findings: [told()] }] }); }
	expect(drawn()).toBe(0);
	vi.advanceTimersByTime(100);
	expect(drawn()).toBe(1);
	expect(view.shown).toHaveLength(3);
});
