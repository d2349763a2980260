export const SAVE_TEXT = 'save-text';
export const OPEN_ROOM = 'open-room';
export const Channels = { theme: 'theme', title: 'title', check: 'check' } as const;
