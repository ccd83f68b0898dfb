/**
 * <hearth-chat>: the conversation with Hearth as one custom element. No build step, no dependency.
 *
 *   <script type="module" src="https://hearth.example/widget/hearth-chat.js"></script>
 *   <hearth-chat></hearth-chat>
 *
 * Attributes: mode="float" (default, a launcher in the corner) or "page" (fills its place); lang; dir;
 * leave-to="https://..." (where "Leave quickly" goes; about:blank when absent).
 * The address of the service is the one that this file came from. Every text enters the page as a text node.
 */

const SERVICE = new URL("../", import.meta.url);
const LIMIT = 4096; // characters, the server's own limit
const HARD_LIMIT = 16_000; // up to here the server still looks for danger in what it will not take
const COUNT_FROM = 3600; // the counter shows from here on
const TYPING_AFTER = 700; // ms; a quicker reply shows no indicator
const REQUEST_TIMEOUT = 30_000; // ms
const LONGEST_WAIT = 30_000; // ms between two tries
const ESCAPE_WINDOW = 1500; // ms between the two presses of Escape
const SAME_BREATH = 5 * 60_000; // ms; messages closer than this share one line with name and time

const STRINGS = {
  en: {
    hearth: "Hearth",
    you: "You",
    conversation: "Conversation",
    open: "Talk with Hearth",
    show: "Show the conversation",
    unread: "New message",
    urgent: "Urgent help",
    newTab: " (opens in a new tab)",
    leave: "Leave quickly",
    hide: "Hide",
    welcome: "Hello. I am Hearth.",
    about:
      "I am here for people who care about someone with an addiction, or in recovery. We can look for the right " +
      "words, set a limit you can keep, notice what goes well, or practise a hard talk.",
    program: "I am a program, not a person. I cannot call anyone for you, and I give no medical or legal advice.",
    safety:
      "Urgent help is always at the top. To be gone at once, choose Leave quickly, or press Escape twice. " +
      "That clears the screen, but not your browser history.",
    begin: "Begin",
    hello: "Hello",
    label: "Write to Hearth",
    hint: "Enter sends. Shift and Enter starts a new line. Escape hides this, twice leaves the page.",
    send: "Send",
    left: (count) => `${count} characters left`,
    over: (count) => `Too long by ${count} characters`,
    typing: "Hearth is writing",
    choices: "Choices",
    chosen: " (chosen)",
    crisis: "Please read this first",
    download: "Download your copy",
    newer: "New message below",
    today: "Today",
    yesterday: "Yesterday",
    waiting: "Not sent yet",
    refused: "Not sent",
    retry: "Try again",
    fresh: "A new conversation starts here.",
    danger: "If someone is in danger, call 112, 911 or your local emergency number.",
    trouble: {
      network: "Not sent yet. Trying again. Your words are safe here while this page is open.",
      history: "Hearth cannot be reached just now. Trying again.",
      busy: "Hearth is not ready just now. Your message waits here and will be sent.",
      fast: "That was a lot at once. Your message will be sent in a moment.",
      long: "That message is too long to send. Please make it shorter, or send it in parts.",
      cookie: "Your browser blocks the cookie that holds this conversation together. Please allow it, then try again.",
      refused: "That could not be sent. Please try other words, or type instead of using the button.",
    },
  },
};

/** The server's answer was not a success. `after`: seconds it asks us to wait, or 0. */
class Refusal extends Error {
  constructor(response) {
    super(`${response.status} ${response.url}`);
    this.status = response.status;
    this.after = Number(response.headers.get("Retry-After")) || 0;
  }
}

/** One JSON request: POST when there is a body, else GET. Throws Refusal, or TypeError and the like when offline. */
async function request(path, body) {
  const response = await fetch(new URL(path, SERVICE), {
    method: body ? "POST" : "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
    credentials: "include",
    cache: "no-store",
    signal: AbortSignal.timeout(REQUEST_TIMEOUT),
  });
  if (!response.ok) throw new Refusal(response);
  return response.json();
}

/** A unique id. `crypto.randomUUID` exists only on https and localhost; a test install may be on plain http. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Characters as the server counts them; a text of megabytes is only measured roughly. */
const sizeOf = (text) => (text.length > 2 * HARD_LIMIT ? text.length : [...text].length);

/** The same words, whatever the server cleaned from them: to recognise our own message in the history. */
const plain = (text) => text.normalize("NFKC").replace(/[\p{C}\s]+/gu, " ").trim();

/** An element with attributes (`false` and `null` leave one out, functions become listeners) and children. */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** The mark: a fire in an arched hearth. */
function mark() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const paths = {
    arch: "M3 28h26M6 28V15a10 10 0 0 1 20 0v13",
    flame: "M16 25c-3 0-4.7-1.9-4.7-4.4 0-3.2 3-4.5 3.6-8.6 2.9 1.5 5.8 4.6 5.8 8.4 0 2.6-1.7 4.6-4.7 4.6z",
  };
  for (const [name, d] of Object.entries(paths)) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("class", name);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

// Numbers that count something ("24/7", "10 minutes", "50 %"), so that "0800 123 456 24 hours" keeps its own digits.
const COUNTED =
  /\d[\d.,]*(?=\s?(?:[-–]\s?\d+\s?)?(?:[/%:]|(?:h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|days?|weeks?|months?|years?|times|breaths?|doses?|people|mg|ml|am|pm)\b))/gi;
const DIGITS = /\+?\(?\d+\)?(?:(?:[ \u00a0\u2011-]|\.(?=\d)| \()\(?\d+\)?)*/g;

/**
 * Cuts a text of Hearth's into [{text, href}], href being tel: or, for a number to text and not to call, sms:.
 * A whole group of digits counts from 6 to 15 digits on ("116 123"), a single run from 3 ("911"), years excepted.
 */
export function phoneParts(text) {
  const masked = text.replace(COUNTED, (counted) => "x".repeat(counted.length));
  const parts = [];
  let end = 0;
  const link = (shown, from) => {
    const before = text.slice(end, from);
    if (before) parts.push({ text: before });
    const textOnly = /\b(?:text|sms)\b/i.test(before) && !/\b(?:call|phone|ring|dial)\b/i.test(before);
    parts.push({ text: shown, href: (textOnly ? "sms:" : "tel:") + shown.replace(/[^\d+]/g, "") });
    end = from + shown.length;
  };
  for (const match of masked.matchAll(DIGITS)) {
    const [whole] = match;
    const size = whole.replace(/\D/g, "").length;
    const runs = [...whole.matchAll(/\+?\d+/g)];
    if (/[\w]/.test(masked[match.index - 1] ?? " ") || /\w/.test(masked[match.index + whole.length] ?? " ")) continue;
    if (runs.length > 1 && size >= 6 && size <= 15) link(whole, match.index);
    else
      for (const run of runs)
        if (/^\+?\d{3,15}$/.test(run[0]) && !/^(?:19|20)\d\d$/.test(run[0])) link(run[0], match.index + run.index);
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

const withPhoneLinks = (text) =>
  phoneParts(text).map((part) => (part.href ? make("a", { href: part.href, class: "call" }, part.text) : part.text));

const paragraphs = (text, linked) =>
  text.split(/\n{2,}/).map((part) => make("p", {}, ...(linked ? withPhoneLinks(part) : [part])));

export class HearthChat extends HTMLElement {
  #words; // the strings of the language in use
  #seen = new Set(); // ids of the server's messages on screen
  #last = 0; // the highest of them
  #queue = []; // own messages not yet answered: {id, body, text, node, flying, held}
  #failures = 0;
  #held = false; // waiting for the retry timer
  #pumping = false;
  #loaded = false; // the history is on screen
  #session = false; // the server knows us
  #escapedAt = -Infinity;
  #atEnd = true; // the end of the talk is in view, and stays there
  #top = 0; // where the log was scrolled to
  #starting = null; // the session being made
  #timers = {};
  #source = null;
  #cleanup = null;
  #resizes = null;

  connectedCallback() {
    if (!this.shadowRoot) this.#build();
    this.#cleanup = new AbortController();
    const { signal } = this.#cleanup;
    document.addEventListener("keydown", (event) => this.#escape(event), { signal, capture: true });
    document.addEventListener("visibilitychange", () => this.#visible(), { signal });
    addEventListener("online", () => this.#again(), { signal });
    // The end stays in view when the input grows, a notice appears or a keyboard opens.
    this.#resizes = new ResizeObserver(() => this.#atEnd && this.#toNewest());
    this.#resizes.observe(this.log);
    this.#resizes.observe(this.thread);
    this.#visible();
    if (this.isPage) this.show({ focus: false });
  }

  disconnectedCallback() {
    this.#cleanup.abort();
    this.#resizes.disconnect();
    this.#hangUp();
    Object.values(this.#timers).forEach(clearTimeout);
  }

  get isPage() {
    return this.getAttribute("mode") === "page";
  }

  get isOpen() {
    return !this.frame.hidden;
  }

  // --- the frame --------------------------------------------------------------------------------------------------

  #build() {
    const wanted = (this.lang || document.documentElement.lang || "en").toLowerCase().split("-")[0];
    const lang = wanted in STRINGS ? wanted : "en";
    const words = (this.#words = STRINGS[lang]);
    this.locale = navigator.languages.find((each) => each.split("-")[0] === lang) ?? lang;
    const root = this.attachShadow({ mode: "open" });

    this.launcher = make(
      "button",
      { type: "button", class: "launcher", "aria-expanded": "false", "aria-controls": "frame", click: () => this.show() },
      mark(),
      make("span", {}, this.isPage ? words.show : words.open),
    );
    this.unread = make("p", { class: "unread", role: "status" });

    const urgent = make("a", { class: "urgent", href: new URL("urgent", SERVICE).href }, words.urgent);
    if (!this.isPage) {
      urgent.target = "_blank";
      urgent.rel = "noopener noreferrer";
      urgent.append(make("span", { class: "unseen" }, words.newTab));
    }
    const header = make(
      "header",
      {},
      make("h2", { class: "name" }, mark(), words.hearth),
      make(
        "div",
        { class: "ways-out" },
        urgent,
        make("button", { type: "button", class: "leave", click: () => this.leave() }, words.leave),
      ),
      make("button", { type: "button", class: "hide", click: () => this.hide() }, words.hide),
    );

    this.begin = make("button", { type: "button", class: "choice", click: () => this.#say(words.hello) }, words.begin);
    this.thread = make("div", { class: "thread" });
    this.log = make(
      "div",
      { role: "log", "aria-labelledby": "heading", "aria-live": "off", tabindex: "0", class: "log", scroll: () => this.#scrolled() },
      make(
        "div",
        { class: "welcome" },
        make("p", { class: "greeting" }, words.welcome),
        make("p", {}, words.about),
        make("p", { class: "small" }, words.program),
        make("p", { class: "small" }, words.safety),
        this.begin,
      ),
      this.thread,
    );
    this.newer = make("button", { type: "button", class: "newer", hidden: true, click: () => this.#toNewest() }, words.newer);
    this.status = make("p", { role: "status", class: "typing" });
    this.alertText = make("p", { role: "alert" });
    this.retry = make("button", { type: "button", hidden: true, click: () => this.#again() }, words.retry);
    this.trouble = make("div", { class: "trouble", hidden: true }, this.alertText, this.retry);

    this.input = make("textarea", {
      id: "input",
      rows: "1",
      enterkeyhint: "send",
      autocomplete: "off",
      dir: "auto",
      "aria-describedby": "hint",
      input: () => this.#typed(),
      keydown: (event) => this.#key(event),
    });
    this.counter = make("p", { role: "status", class: "counter" });
    const form = make(
      "form",
      { submit: (event) => this.#submit(event) },
      make("label", { for: "input" }, words.label),
      make("div", { class: "line" }, this.input, make("button", { class: "send" }, words.send)),
      this.counter,
      make("p", { id: "hint", class: "hint" }, words.hint),
    );

    this.frame = make(
      "section",
      { id: "frame", class: "frame", lang, hidden: true, "aria-label": words.hearth },
      header,
      make("h3", { id: "heading", class: "unseen" }, words.conversation),
      this.log,
      make("div", { class: "foot" }, this.newer, this.status, this.trouble, form),
    );
    const styled = make("link", { rel: "stylesheet", href: new URL("hearth-chat.css", import.meta.url).href });
    const body = make("div", { class: "body", hidden: true }, this.launcher, this.unread, this.frame);
    // Nothing shows before its style, and everything shows when the style cannot be had.
    const reveal = () => (body.hidden = false);
    styled.addEventListener("load", reveal);
    styled.addEventListener("error", reveal);
    root.append(styled, body);
  }

  /** Opens the conversation; with `focus`, the input gets it. The first opening loads the history. */
  show({ focus = true } = {}) {
    this.frame.hidden = false;
    this.launcher.hidden = true;
    this.launcher.setAttribute("aria-expanded", "true");
    this.unread.textContent = "";
    if (focus) this.input.focus();
    if (!this.#loaded) this.#load();
    else this.#toNewest();
  }

  /** Takes the conversation off the screen, leaving the launcher. */
  hide() {
    this.frame.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  /** Clears the screen and replaces the page, so that "back" does not return here. */
  leave() {
    this.#hangUp();
    this.shadowRoot.replaceChildren();
    const place = this.getAttribute("leave-to") ?? "";
    location.replace(/^https?:\/\//i.test(place) ? place : "about:blank");
  }

  #escape(event) {
    if (event.key !== "Escape" || event.isComposing || event.repeat) return;
    if (event.timeStamp - this.#escapedAt < ESCAPE_WINDOW) this.leave();
    else if (this.isOpen) {
      this.#escapedAt = event.timeStamp;
      this.hide();
    }
  }

  // --- writing ----------------------------------------------------------------------------------------------------

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    this.input.focus();
    const text = this.input.value.trim();
    if (!text) return;
    if (sizeOf(text) > HARD_LIMIT) return this.#complain("long");
    this.input.value = "";
    this.#typed();
    this.#say(text);
  }

  #typed() {
    const { style } = this.input;
    style.height = "auto";
    style.height = `${this.input.scrollHeight + this.input.offsetHeight - this.input.clientHeight}px`;
    const size = sizeOf(this.input.value.trim());
    this.counter.classList.toggle("over", size > LIMIT);
    // Late, so that a screen reader hears the figure when the hands rest and not at each key.
    this.#later("count", size < COUNT_FROM ? 0 : 400, () => {
      const left = LIMIT - size;
      this.counter.textContent = size < COUNT_FROM ? "" : left < 0 ? this.#words.over(-left) : this.#words.left(left);
    });
  }

  /** Shows own words (or the title of a pressed button) at once and queues them. */
  #say(text, token = null) {
    const id = newId();
    const node = this.#showOwn(text, new Date());
    this.#queue.push({ id, body: token ? { id, button: token } : { id, text }, text, node, flying: false });
    if (!this.#held) this.#complain(null);
    else this.#mark(this.#queue.at(-1), this.#words.waiting);
    this.#toNewest();
    this.#send();
  }

  // --- sending ----------------------------------------------------------------------------------------------------

  /**
   * Sends what waits, in order. The next one starts when the one before has been on its way for a moment, not when it
   * is answered: a call for help must not stand behind a slow turn.
   */
  async #send() {
    if (this.#pumping || this.#held) return;
    this.#pumping = true;
    let item;
    while (!this.#held && (item = this.#queue.find((each) => !each.flying))) {
      item.flying = true;
      this.#typing();
      await Promise.race([this.#deliver(item), pause(250)]);
    }
    this.#pumping = false;
  }

  async #deliver(item) {
    try {
      if (!this.#session) await this.#begin();
      const { replies } = await request("api/messages", item.body);
      this.#settle(item);
      this.#failures = 0;
      if (!this.#queue.some((each) => each.held)) this.#complain(null);
      this.#receive(replies);
    } catch (error) {
      item.flying = false;
      this.#undelivered(item, error);
    }
    this.#typing();
  }

  /** A new session (or the old one, when its cookie still holds), once for all who wait for it, and its events. */
  async #begin() {
    this.#starting ??= request("api/session", {}).finally(() => (this.#starting = null));
    await this.#starting;
    if (this.#session) return;
    this.#session = true;
    this.#listen();
  }

  #undelivered(item, error) {
    const status = error instanceof Refusal ? error.status : 0;
    if (status === 401) {
      // The session ended: make a new one and send again, once; a second 401 means that the cookie does not stick.
      const again = item.renewed;
      item.renewed = !again;
      this.#session = false;
      if (again) return this.#wait(item, "cookie", LONGEST_WAIT);
      if (this.#last && item.renewed) this.#note(this.#words.fresh, item.node);
      return this.#send();
    }
    if (status === 429) return this.#wait(item, "fast", Math.max(error.after, 1) * 1000);
    if (!status || status >= 500 || status === 408) {
      const backoff = Math.min(1000 * 2 ** this.#failures++, LONGEST_WAIT);
      return this.#wait(item, status ? "busy" : "network", Math.max(error.after * 1000 || 0, backoff));
    }
    this.#settle(item, this.#words.refused);
    if (!this.input.value && item.body.text) {
      item.node.remove();
      this.input.value = item.text; // nobody should have to write it twice
      this.#typed();
    }
    this.#complain(status === 413 ? "long" : "refused");
  }

  #wait(item, reason, ms) {
    item.held = true;
    this.#mark(item, this.#words.waiting);
    this.#held = true;
    this.#complain(reason, { retry: true });
    this.#later("retry", ms * (1 + Math.random() / 4), () => this.#again());
  }

  /** Tries at once: the button, the network coming back, or the timer. */
  #again() {
    this.#held = false;
    clearTimeout(this.#timers.retry);
    if (!this.#loaded && this.isOpen) this.#load();
    else this.#send();
  }

  #settle(item, state = "") {
    this.#queue = this.#queue.filter((each) => each !== item);
    this.#mark(item, state);
  }

  #mark(item, state) {
    item.node.querySelector(".state")?.remove();
    if (state) item.node.append(make("p", { class: "state" }, state));
  }

  /** Shows one plain sentence above the input; `null` takes it away. */
  #complain(reason, { retry = false } = {}) {
    const text = reason ? this.#words.trouble[reason] : "";
    if (this.trouble.dataset.reason !== (reason ?? "")) {
      const danger = retry && reason !== "fast" ? [" ", ...withPhoneLinks(this.#words.danger)] : [];
      this.alertText.replaceChildren(text, ...danger);
      this.trouble.dataset.reason = reason ?? "";
    }
    if (!retry && this.shadowRoot.activeElement === this.retry) this.input.focus();
    this.retry.hidden = !retry;
    this.trouble.hidden = !reason;
  }

  /** The indicator, only while something is on its way and only after a moment. */
  #typing() {
    if (!this.#queue.some((item) => item.flying)) {
      clearTimeout(this.#timers.typing);
      this.#timers.typing = 0;
      this.status.textContent = "";
    } else if (!this.#timers.typing) {
      this.#later("typing", TYPING_AFTER, () => (this.status.textContent = this.#words.typing));
    }
  }

  #later(name, ms, action) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(action, ms);
  }

  // --- receiving --------------------------------------------------------------------------------------------------

  /** The history, silently. Without a session there is none: the first message makes one, so a visit leaves no trace. */
  async #load() {
    try {
      await this.#catchUp();
      this.#session = true;
      this.#listen();
    } catch (error) {
      if (error.status !== 401) {
        this.#complain("history", { retry: true });
        return this.#later("retry", Math.min(1000 * 2 ** this.#failures++, LONGEST_WAIT), () => this.#again());
      }
    }
    this.#loaded = true;
    this.#failures = 0;
    this.#complain(null);
    this.#toNewest();
    // The log speaks from here on; a frame later, or the history itself would be read out.
    requestAnimationFrame(() => requestAnimationFrame(() => this.log.removeAttribute("aria-live")));
    this.#send();
  }

  async #catchUp() {
    for (let before = -1; before < this.#last; ) {
      before = this.#last;
      const { messages } = await request(`api/messages?after=${this.#last}`);
      this.#receive(messages, { old: !this.#loaded });
    }
  }

  #listen() {
    this.#hangUp();
    if (document.hidden) return;
    const source = (this.#source = new EventSource(new URL("api/events", SERVICE), { withCredentials: true }));
    // What was said between the history and the opening of the stream.
    source.addEventListener("open", () => this.#catchUp().catch(() => {}));
    source.addEventListener("message", (event) => this.#receive([JSON.parse(event.data)]));
    source.addEventListener("error", () => {
      // The browser resumes a broken stream by itself, but gives up after an error status.
      if (source.readyState === EventSource.CLOSED) this.#later("listen", 5000, () => this.#session && this.#listen());
    });
  }

  #hangUp() {
    this.#source?.close();
    this.#source = null;
  }

  /** A hidden tab holds no connection: browsers allow six per server. */
  #visible() {
    if (document.hidden) this.#hangUp();
    else if (this.#session && this.#loaded) this.#listen();
  }

  /** Puts messages of the server on screen, each id once, in the order of ids. */
  #receive(messages, { old = false } = {}) {
    const stay = !this.#atEnd;
    let first = null;
    for (const message of messages) {
      if (message.id ? this.#seen.has(message.id) : this.#justSaid(message)) continue;
      if (message.id) this.#seen.add(message.id);
      this.#last = Math.max(this.#last, message.id);
      const at = message.at ? new Date(message.at) : new Date();
      if (message.from === "you") {
        if (message.text) this.#adopt(message, at);
      } else {
        const node = this.#showReply(message, at, old);
        first ??= node;
      }
    }
    if (!first || old) return;
    if (!this.isOpen) this.unread.textContent = this.#words.unread;
    else if (stay && !first.matches(".crisis")) this.newer.hidden = false;
    else this.#scrollTo(first);
  }

  /** A reply that the server could not store has the id 0: it may come twice at once, and must never be lost. */
  #justSaid({ text }) {
    return [...this.thread.querySelectorAll(".hearth:not([data-id])")].some(
      (node) => Date.now() - node.dataset.at < 10_000 && node.said === text,
    );
  }

  /** Our own message as the server tells it: the one already on screen gets its id; another tab's is shown. */
  #adopt(message, at) {
    const known = [...this.thread.querySelectorAll(".you:not([data-id])")].find(
      (node) => plain(node.said) === plain(message.text),
    );
    if (known) known.dataset.id = message.id;
    else this.#showOwn(message.text, at, message.id);
  }

  // --- messages on screen -------------------------------------------------------------------------------------------

  #showOwn(text, at, id = null) {
    this.#begun();
    this.#retire(text);
    return this.#place(this.#message("you", text, at), at, id);
  }

  #showReply(message, at, old) {
    const linked = message.kind === "crisis" || message.kind === "notice";
    const node = this.#message("hearth", message.text ?? "", at, linked);
    node.classList.add(message.kind);
    node.querySelector(".words").lang = message.lang ?? "en";
    if (message.kind === "crisis") {
      node.prepend(make("p", { class: "flag" }, this.#words.crisis));
      if (!old) node.setAttribute("role", "alert");
    }
    if (message.image) node.append(this.#picture(message.image));
    if (message.kind === "export") {
      const href = new URL("api/export", SERVICE).href;
      node.append(make("p", {}, make("a", { href, download: "hearth.json", class: "call" }, this.#words.download)));
    }
    if (message.buttons?.length) {
      const buttons = message.buttons.map(({ title, token }) =>
        make("button", { type: "button", class: "choice", dir: "auto", click: (event) => this.#choose(event, title, token) }, title),
      );
      node.append(make("div", { class: "choices", role: "group", "aria-label": this.#words.choices }, ...buttons));
    }
    this.#begun();
    return this.#place(node, at, message.id);
  }

  #begun() {
    if (this.shadowRoot.activeElement === this.begin) this.log.focus();
    this.begin.hidden = true;
  }

  #message(from, text, at, linked = false) {
    const clock = new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit" }).format(at);
    const time = make("time", { datetime: at.toISOString() }, clock);
    const node = make(
      "div",
      { class: `message ${from}` },
      make("p", { class: "who" }, make("span", {}, this.#words[from]), " ", time),
      make("div", { class: "words", dir: "auto" }, ...paragraphs(text, linked)),
    );
    node.said = text;
    return node;
  }

  #picture({ url, alt }) {
    const place = new URL(url, SERVICE);
    const words = make("p", { class: "small" }, alt);
    if (place.origin !== SERVICE.origin && !/^data:image\//.test(place.href)) return words;
    const image = make("img", { alt });
    if (place.origin === SERVICE.origin && SERVICE.origin !== location.origin) image.crossOrigin = "use-credentials";
    image.addEventListener("error", () => image.replaceWith(words));
    image.src = place.href;
    return image;
  }

  #place(node, at, id) {
    let next = null;
    let previous = this.thread.lastElementChild;
    while (id && Number(previous?.dataset.id) > id) {
      next = previous;
      previous = previous.previousElementSibling;
    }
    if (id) node.dataset.id = id;
    node.dataset.at = at.getTime();
    const sameDay = new Date(Number(previous?.dataset.at)).toDateString() === at.toDateString();
    if (!next && !sameDay) this.thread.append(make("p", { class: "day" }, this.#day(at)));
    const speaker = (each) => each?.classList.contains("you");
    const close = sameDay && at - previous.dataset.at < SAME_BREATH && speaker(previous) === speaker(node);
    node.classList.toggle("follows", close && !node.matches(".crisis") && previous.matches(".message"));
    this.thread.insertBefore(node, next);
    return node;
  }

  #day(at) {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
    if (days === 0) return this.#words.today;
    if (days === 1) return this.#words.yesterday;
    const year = at.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    return new Intl.DateTimeFormat(this.locale, { weekday: "long", day: "numeric", month: "long", year }).format(at);
  }

  #note(text, before) {
    before.before(make("p", { class: "day" }, text));
  }

  #choose(event, title, token) {
    if (event.currentTarget.ariaDisabled === "true") return;
    this.#retire(null, event.currentTarget);
    this.#say(title, token);
  }

  /** Closes the open choices: they stay readable, and the chosen one (pressed, or told by its title) is marked. */
  #retire(title, pressed = null) {
    for (const button of this.thread.querySelectorAll(".choice:not([aria-disabled])")) {
      button.setAttribute("aria-disabled", "true");
      if (button !== pressed && (pressed || button.textContent !== title)) continue;
      button.classList.add("chosen");
      button.append(make("span", { class: "unseen" }, this.#words.chosen));
    }
  }

  // --- scrolling ----------------------------------------------------------------------------------------------------

  /** On a very low screen the whole frame scrolls, so that header and input do not cover the words. */
  get #scroller() {
    return getComputedStyle(this.log).overflowY === "visible" ? this.frame : this.log;
  }

  #toNewest() {
    if (this.shadowRoot.activeElement === this.newer) this.log.focus();
    this.newer.hidden = true;
    this.#atEnd = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** The end of the talk, but never so far that the first of the new words leaves the screen. */
  #scrollTo(node) {
    const scroller = this.#scroller;
    const top = node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    this.#atEnd = false;
    scroller.scrollTop = Math.min(scroller.scrollHeight, top - 16);
    this.#scrolled();
  }

  /** Only a movement upwards leaves the end: a picture that comes late moves it away without anybody's wish. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    if (scrollHeight - scrollTop - clientHeight < 40) {
      this.#atEnd = true;
      this.newer.hidden = true;
    } else if (scrollTop < this.#top) this.#atEnd = false;
    this.#top = scrollTop;
  }
}

customElements.define("hearth-chat", HearthChat);
