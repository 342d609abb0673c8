/* 页面: what every page gains when scripts run; without them all of it still works. */
(function () {
  "use strict";
  var each = function (where, what, act) { Array.prototype.forEach.call(where.querySelectorAll(what), act); };
  document.body.classList.add("js");

  /* Dialogs: :target shows them without scripts, showModal holds the focus with them. */
  var open = function (id) {
    var box = document.getElementById(id);
    if (box && box.showModal && !box.open) { box.showModal(); return true; }
    return false;
  };
  window.tonghu = { open: open };
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    if (opener && open(opener.getAttribute("data-opens"))) event.preventDefault();
    var closer = event.target.closest("[data-closes]");
    var box = closer && closer.closest("dialog");
    if (box && box.open) { event.preventDefault(); box.close(); }
    if (event.target.tagName === "DIALOG") event.target.close();
  });

  /* Toasts leave after 8 s, and wait while somebody is on them. */
  each(document, "[data-toasts] .toast", function (toast) {
    var timer, go = function () { timer = setTimeout(function () { toast.remove(); }, 8000); };
    var stay = function () { clearTimeout(timer); };
    toast.addEventListener("focusin", stay); toast.addEventListener("mouseenter", stay);
    toast.addEventListener("focusout", go); toast.addEventListener("mouseleave", go);
    go();
  });

  /* Blocks fold on a phone, and unfold on paper. */
  var narrow = window.matchMedia("(max-width: 640px)");
  var fold = function () { each(document, "details[data-fold]", function (one) { one.open = !narrow.matches; }); };
  if (narrow.matches) fold();
  if (narrow.addEventListener) narrow.addEventListener("change", fold);
  window.addEventListener("beforeprint", function () { each(document, "details.bk", function (one) { one.open = true; }); });

  /* The exact date: hover shows the title, a tap has nothing to hover. */
  var tip, touched = false;
  document.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; });
  document.addEventListener("click", function (event) {
    if (tip) { tip.remove(); tip = null; }
    var told = event.target.closest("time[title], span.clause[title]");
    if (!told || !touched || event.target.closest("a, button")) return;
    var box = told.getBoundingClientRect();
    tip = document.createElement("div");
    tip.className = "tip"; tip.setAttribute("role", "status"); tip.textContent = told.title;
    document.body.appendChild(tip);
    tip.style.left = Math.max(16, Math.min(box.left, innerWidth - tip.offsetWidth - 16)) + "px";
    tip.style.top = box.bottom + scrollY + 4 + "px";
  });

  /* Errors: the summary takes the focus. */
  var wrong = document.querySelector("[data-focus]");
  if (wrong) wrong.focus();

  /* Upload: the chosen file by name; dropping works because the input covers the field. */
  each(document, "[data-upload]", function (form) {
    var input = form.querySelector("input[type=file]"), told = form.querySelector("[data-chosen]"), drop = form.querySelector(".drop");
    input.addEventListener("change", function () { if (input.files[0]) told.textContent = input.files[0].name; });
    ["dragenter", "dragover"].forEach(function (kind) { drop.addEventListener(kind, function () { drop.classList.add("over"); }); });
    ["dragleave", "drop"].forEach(function (kind) { drop.addEventListener(kind, function () { drop.classList.remove("over"); }); });
  });

  /* Progress is read out every tenth, not every two seconds (data-said changes only then). */
  var voice, said;
  document.addEventListener("htmx:afterSwap", function () {
    var now = document.querySelector("[data-said]"), words = now && now.getAttribute("data-said");
    if (!words || words === said) return;
    if (!voice) {
      voice = document.createElement("div");
      voice.className = "hide"; voice.setAttribute("aria-live", "polite");
      document.body.appendChild(voice);
    }
    said = words; voice.textContent = words;
  });

  /* A button that prints; without scripts the browser's own menu does. */
  document.addEventListener("click", function (event) { if (event.target.closest("[data-print]")) window.print(); });

  /* Typing survives a time-out: kept in this tab only, for this person only, and gone once it was taken. */
  var who = document.body.getAttribute("data-who"), STORE = "tonghu.draft ";
  var kept = function (act) {
    try {
      Object.keys(sessionStorage).forEach(function (key) { if (key.indexOf(STORE) === 0) act(key, JSON.parse(sessionStorage.getItem(key))); });
    } catch (e) { /* no storage: nothing is kept */ }
  };
  var keep = function (key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* full */ } };
  kept(function (key, draft) {
    if (who && (draft.who !== who || draft.sent)) sessionStorage.removeItem(key); /* another person, or it arrived */
    if (!who && draft.sent) { draft.sent = false; keep(key, draft); } /* the door was shut: it did not arrive */
  });
  each(document, "form[data-keeps]", function (form) {
    var key = STORE + location.pathname + " " + form.getAttribute("action");
    var fields = function () {
      return Array.prototype.filter.call(form.elements, function (one) { return one.name && !/^(hidden|password|file|submit|button)$/.test(one.type); });
    };
    if (!who || form.querySelector("input[type=password]")) return;
    kept(function (at, draft) {
      if (at !== key || form.querySelector(".errors")) return;
      fields().forEach(function (one, n) {
        var told = draft.values[n + one.name];
        if (told === undefined) return;
        if (/^(checkbox|radio)$/.test(one.type)) one.checked = told; else one.value = told;
      });
    });
    var store = function (sent) {
      var values = {};
      fields().forEach(function (one, n) { values[n + one.name] = /^(checkbox|radio)$/.test(one.type) ? one.checked : one.value; });
      keep(key, { who: who, sent: sent, values: values });
    };
    form.addEventListener("input", function () { store(false); });
    form.addEventListener("submit", function () { store(true); });
  });
  document.addEventListener("submit", function (event) {
    if (/sign-out/.test(event.target.getAttribute("action") || "")) kept(function (key) { sessionStorage.removeItem(key); });
  });

  /* A form is sent once: a second press while the first is on its way does nothing. */
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (event.target.method === "post") event.target.setAttribute("data-sent", "");
  });
  window.addEventListener("pageshow", function () { each(document, "[data-sent]", function (form) { form.removeAttribute("data-sent"); }); });
})();
