/** A script that a page loads by itself. */
(async function () { // expect: untracked-task as info
	const answer = await fetch('/settings');
	document.title = await answer.text();
})();

(async function () { // expect: untracked-task as info
	const answer = await fetch('/version');
	document.body.textContent = await answer.text();
})();
