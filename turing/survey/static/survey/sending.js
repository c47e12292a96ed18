// Send a form until the server has it. The server counts it once, however often it arrives.

import { failure, pause } from "./connection.js";

const PATIENCE = 20_000; // ms for one attempt

// What the server says is stored (acknowledgement.py): a name, or null if it has something else to say. Undefined if
// the reply is not the server's.
async function stored(response) {
  if (!response.headers.get("Content-Type")?.startsWith("application/json")) return undefined;
  const { stored } = await response.json();
  return stored;
}

// True once the server says that `name` is stored; false if it has something to say, for the browser to show.
export async function sent(form, name, report) {
  const body = new URLSearchParams(new FormData(form));
  const headers = { Accept: "application/json" };
  report("saving");
  for (let attempt = 0; ; attempt++) {
    let response = null;
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      response = await fetch(form.action, { method: "POST", body, headers, redirect: "manual", signal });
      const said = await stored(response);
      if (said === name) return true;
      if (said === null) return false;
    } catch { /* no connection, none in time, or no JSON after all: try again below */ }
    report(`${failure(response)} save`);
    await pause(attempt);
  }
}
