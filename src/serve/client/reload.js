// Added to pages by `kb serve`, and only by it: reloads them when the site changes, and shows what keeps it from
// changing. All text goes through textContent: it may come from anybody's file.
(() => {
  "use strict";
  const page = document.currentScript.dataset.page;
  const place = "kb-place";
  let source = null;
  let since = null;
  let overlay = null;
  let retry = null;

  const remembered = (() => {
    try {
      const text = sessionStorage.getItem(place);
      sessionStorage.removeItem(place);
      return JSON.parse(text);
    } catch {
      return null;
    }
  })();
  if (remembered && remembered.url === location.href) {
    addEventListener("load", () => scrollTo(remembered.x, remembered.y), { once: true });
  }

  function reload() {
    try {
      sessionStorage.setItem(place, JSON.stringify({ url: location.href, x: scrollX, y: scrollY }));
    } catch {
      // Without storage the browser's own memory of the place has to do.
    }
    disconnect();
    location.reload();
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function hide() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function show(problems) {
    hide();
    if (problems.length === 0 || document.querySelector(".kb-problems")) return;
    if (!document.querySelector("link[href='/_kb/overlay.css']")) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/_kb/overlay.css";
      document.head.append(style);
    }
    overlay = document.createElement("aside");
    overlay.className = "kb-overlay";
    overlay.setAttribute("role", "alert");
    const title = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const close = element("button", "kb-close", "Close");
    close.type = "button";
    close.addEventListener("click", hide);
    const list = document.createElement("ol");
    for (const problem of problems) {
      const item = element("li", `kb-${problem.level}`, "");
      item.append(element("pre", "", problem.text));
      list.append(item);
    }
    overlay.append(close, element("h2", "", `${title}: this is the last good state`), list);
    document.body.append(overlay);
  }

  function connect() {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ path: location.pathname, page });
    if (since) query.set("since", since);
    source = new EventSource(`/_kb/events?${query}`);
    source.addEventListener("state", (event) => {
      // After a lost connection the browser asks again with the old query.
      if (since && since !== event.data) reload();
      since = event.data;
    });
    source.addEventListener("reload", reload);
    source.addEventListener("problems", (event) => show(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        retry = setTimeout(connect, 3000);
      }
    });
  }

  function disconnect() {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  }

  // A browser opens six connections to a host, so a page that nobody sees must not keep one.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  connect();
})();
