export const MUTED = '#5b6478';
export const LINE = '#d5d9e2';
