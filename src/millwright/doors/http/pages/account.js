"use strict";

const API = "/pixell/api";
const LINK_ENDED = "This link has expired, or was used before. You can have a new one sent to you.";
const LINK_INCOMPLETE = "This link is not complete. Open it from the mail once more.";
const WORDS = {
  EMAIL_UNVERIFIED: "This address is not confirmed yet. Open the link in the mail that we sent you, then come back here.",
  NOT_FOUND: "There is no such invitation for this account. It may be for another address, have expired, or have been taken back: ask whoever invited you for a new one.",
  ALREADY_MEMBER: "You are a member already: there is nothing left to do.",
};

const find = (id) => document.getElementById(id);
const forms = () => document.querySelectorAll("form[data-call]");

// The secret of a mail's link stands behind #, which no server is told; it does not stay in the address bar either.
const token = new URLSearchParams(location.hash.slice(1)).get("token");
if (location.hash) history.replaceState(null, "", location.pathname);

function show(...ids) {
  for (const form of forms()) form.hidden = !ids.includes(form.id) && !form.closest("details");
  const details = find("new");
  if (details) details.hidden = !ids.includes("new");
}

function say(text, good) {
  const result = find("result");
  result.className = good ? "success" : "notice";
  result.textContent = text;
  result.focus();
}

function lead(words, address) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = words;
  find("result").append(" ", link);
}

async function call(path, body) {
  const init = body === undefined
    ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(API + path, init);
    const answer = await response.json().catch(() => ({}));
    return { ok: response.ok, status: response.status, answer };
  } catch {
    return { ok: false, status: 0, answer: { error: "Millwright cannot be reached. Look at your connection and try again." } };
  }
}

function inWords({ status, answer }) {
  if (status === 404) return WORDS.NOT_FOUND;
  const details = Object.values(answer.details ?? {}).flat().filter((word) => typeof word === "string");
  return WORDS[answer.code] ?? (details.join(" ") || answer.error || "This did not work. Try again in a moment.");
}

async function accept() {
  const id = encodeURIComponent(location.pathname.split("/").pop());
  const joined = await call(`/organizations/invitations/${id}/accept`, {});
  if (!joined.ok) {
    say(inWords(joined), joined.answer.code === "ALREADY_MEMBER");
    if (joined.status !== 409) show("login", "new");
    return;
  }
  show();
  say(`Welcome to ${joined.answer.organization.name}.`, true);
  lead("Open Millwright", "/");
}

const AFTER = {
  verify: () => { show(); say("Thank you: your address is confirmed.", true); lead("Sign in", "/sign-in"); },
  reset: () => { show(); say("Your password is changed.", true); lead("Sign in with it", "/sign-in"); },
  again: () => { show(); say("If there is an account with this address, a mail is on its way. Open the link in it.", true); },
  signup: (answer) => {
    show("login");
    say(`${answer.message}. Then sign in here.`, true);
  },
  login: accept,
};

async function submit(form) {
  if (form.id === "accept") return accept();
  const body = Object.fromEntries(new FormData(form));
  if (form.id === "verify" || form.id === "reset") body.token = token;
  const outcome = await call(form.dataset.call, body);
  if (outcome.ok) return AFTER[form.id](outcome.answer);
  const ended = outcome.answer.code === "TOKEN_INVALID" || Boolean(outcome.answer.details?.token);
  if (ended) show("again");
  say(ended ? LINK_ENDED : inWords(outcome), false);
}

for (const form of forms()) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    try {
      await submit(form);
    } finally {
      form.ariaBusy = "false";
    }
  });
}

async function begin() {
  if (find("login")) {
    find("other").addEventListener("click", () => show("login", "new"));
    const session = await call("/auth/session");
    if (session.ok) find("who").textContent = session.answer.user.email;
    show(...(session.ok ? ["accept"] : ["login", "new"]));
  } else if (token) {
    show("verify", "reset");
  } else {
    show("again");
    say(LINK_INCOMPLETE, false);
  }
}

begin();
