/* 壳: only what is no child's stays on the phone: style, scripts, icons and one page that says there is no
   network. Pages and answers are never cached. FILES and SHELL are put in front by the server. */
/* global FILES, SHELL, VERSION */
"use strict";
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(VERSION).then(function (cache) {
    return Promise.all(FILES.concat(SHELL).map(function (one) { return cache.add(new Request(one, { credentials: "omit" })); }));
  }).then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (all) {
    return Promise.all(all.filter(function (one) { return one !== VERSION; }).map(function (one) { return caches.delete(one); }));
  }).then(function () { return self.clients.claim(); }));
});
self.addEventListener("fetch", function (event) {
  var asked = event.request, path = new URL(asked.url).pathname;
  if (asked.method !== "GET") return;
  if (FILES.indexOf(path) >= 0) event.respondWith(caches.match(path).then(function (kept) { return kept || fetch(asked); }));
  else if (asked.mode === "navigate") event.respondWith(fetch(asked).catch(function () { return caches.match(SHELL); }));
});
