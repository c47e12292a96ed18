// Waiting for a connection that comes and goes.

const LONGEST = 15_000; // ms

// Resolves after 1, 2, 4, … seconds, or as soon as the browser is online again.
export function pause(attempt) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(1000 * 2 ** attempt, LONGEST));
    addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

// The state to show after a request failed.
export const failure = () => (navigator.onLine ? "retrying" : "offline");
