// Send a form until the server has it. The server counts it once, however often it arrives.

import { failure, pause } from "./connection.js";

const PATIENCE = 20_000; // ms for one attempt

// True once stored; false if the server has something to say, which the browser should then show.
export async function sent(form, report) {
  const body = new URLSearchParams(new FormData(form));
  report("saving");
  for (let attempt = 0; ; attempt++) {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await fetch(form.action, { method: "POST", body, redirect: "manual", signal });
      if (response.type === "opaqueredirect") return true;
      if (response.status < 500) return false;
    } catch { /* no connection, or none in time: try again below */ }
    report(`${failure()} save`);
    await pause(attempt);
  }
}
