import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		// The projects under test/ that are analysed have test files of their own, which are not to be run.
		include: ['test/{unit,protocol,cli}/**/*.test.ts', 'test/{rules,fixes,outlines,robustness}/*.test.ts'],
		benchmark: { include: ['test/bench/*.bench.ts'] },
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
