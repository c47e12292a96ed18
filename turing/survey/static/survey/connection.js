// Waiting for a connection that comes and goes, and for a listener who wants it tried again.

const LONGEST = 15_000; // ms

export const AGAIN = "again"; // sent to the document when the listener asks for another try

// Resolves as soon as the listener asks for another try.
export function asked() {
  return new Promise((resolve) => document.addEventListener(AGAIN, resolve, { once: true }));
}

// Resolves after 1, 2, 4, … seconds, or as soon as the browser is online again or the listener asks.
export function pause(attempt) {
  const timer = new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 2 ** attempt, LONGEST)));
  const online = new Promise((resolve) => addEventListener("online", resolve, { once: true }));
  return Promise.race([timer, online, asked()]);
}

// The state to show after a request failed, or brought a reply that is not this site's, such as the sign-in page of a
// Wi-Fi: that is shown by a redirect, as a page, or with a status made for it (RFC 6585, section 6).
export function failure(response = null) {
  if (!navigator.onLine) return "offline";
  if (!response) return "retrying";
  return response.type === "opaqueredirect" || response.ok || response.status === 511 ? "foreign" : "retrying";
}
