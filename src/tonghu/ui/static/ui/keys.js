/* 键盘: ui.md §9. Letters act only outside inputs and can be switched off (WCAG 2.1.4). */
(function () {
  "use strict";
  var OFF = "tonghu.keys.off";
  var stored = function () { try { return localStorage.getItem(OFF) === "1"; } catch (e) { return false; } };
  var inside = function (el) {
    return el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName)) &&
      !/^(checkbox|radio|button|submit)$/.test(el.type || "");
  };
  var shown = function (el) { return el.offsetParent !== null || getComputedStyle(el).position === "fixed"; };
  var find = function (key) {
    return Array.prototype.filter.call(document.querySelectorAll("[data-key]"), function (el) {
      return el.getAttribute("data-key").toLowerCase() === key && shown(el) && !el.disabled;
    })[0];
  };
  var rows = function () {
    return Array.prototype.map.call(document.querySelectorAll("[data-row]"), function (row) {
      return row.querySelector("a[href]");
    }).filter(function (link) { return link && shown(link); });
  };
  var step = function (by) {
    var all = rows(), row = document.activeElement && document.activeElement.closest("[data-row]");
    var at = all.findIndex(function (link) { return link.closest("[data-row]") === row; });
    var next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  var FIXED = {
    "/": function () { var box = document.querySelector(".search input[type=search]"); if (box) { box.focus(); box.select(); } },
    "?": function () { window.tonghu.open("keys"); },
    j: function () { step(1); },
    k: function () { step(-1); },
    p: function () { window.print(); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && inside(event.target)) { event.target.blur(); return; }
    if (inside(event.target) || stored() || document.querySelector("dialog[open]")) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var button = find(key.toLowerCase());
    if (button && !(key === "Enter" && event.target.closest("a, button, summary"))) { event.preventDefault(); button.click(); return; }
    if (key === "Escape") { var back = document.querySelector(".focusbar a, .crumb li:last-child a"); if (back && document.activeElement === document.body) back.click(); return; }
    if (FIXED[key]) { event.preventDefault(); FIXED[key](); }
  });
  var box = document.querySelector("[data-keys-switch]");
  if (box) {
    box.checked = !stored();
    box.addEventListener("change", function () {
      try { localStorage.setItem(OFF, box.checked ? "0" : "1"); } catch (e) { /* no storage: stays on */ }
    });
  }
})();
