/** localStorage that never throws: a full or forbidden store loses a preference, not the sale. */
export const storage = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(`ticketwave.${key}`);
    } catch {
      return null;
    }
  },
  write(key: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`ticketwave.${key}`);
      else localStorage.setItem(`ticketwave.${key}`, value);
    } catch {
      // Nothing to be done, and nothing that the person at the counter could do.
    }
  },
};
