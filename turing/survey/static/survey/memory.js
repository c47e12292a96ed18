// What a page remembers over a reload. A browser may forbid it, or have no room: then the page forgets, and says so.

export class Memory {
  constructor(key) {
    this.key = key;
    this.works = true;
  }

  // What was written last; null if there is nothing, or nothing that can be read.
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  write(value) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(value));
      this.works = true;
    } catch {
      this.works = false;
    }
  }

  clear() {
    try {
      sessionStorage.removeItem(this.key);
    } catch { /* then there is nothing to clear */ }
  }
}
