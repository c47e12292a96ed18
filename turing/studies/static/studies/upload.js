// While an upload is taken in, the page says how far it is.

const EVERY = 2000; // ms

const shown = () => document.querySelector("[data-upload]");

async function look() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return; // later, or never for who is logged out: the page stays as it is
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  shown().replaceWith(page.querySelector("[data-upload]"));
}

while (shown().dataset.upload === "running") {
  await new Promise((done) => setTimeout(done, EVERY));
  await look();
}
