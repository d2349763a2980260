import type { ReportedFix } from '../analysis/service.ts';

/**
 * What a fix is called in the editor. What a person should look at stands in the title, because that is read before the fix is chosen; to ask for
 * a confirmation instead would open a preview with nothing ticked, whose Apply does nothing.
 */
export function fixTitle({ title, safety, caution }: Pick<ReportedFix, 'title' | 'safety' | 'caution'>): string {
	return safety === 'review' ? `${title} (review: ${caution ?? 'this may change what the code does'})` : title;
}
