/* 没网也能核: answers wait in the phone, sealed for the server alone; each has its own number and counts
   once. The children still to be asked are in memory while the page is open, never on the disk. */
(function () {
  "use strict";
  var walk = function () { return document.getElementById("walk"); };
  var bar = document.getElementById("offline"), who = document.body.getAttribute("data-who");
  if (!bar) return;
  var token = function () { return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]; };
  var pack = null, memory = [], sending = false, answered = {};
  var subtle = window.crypto && crypto.subtle, store = subtle && window.indexedDB && bar.dataset.key;

  /* The queue: IndexedDB where answers can be sealed, else this page's memory. */
  var db = function (mode, act) {
    return new Promise(function (good, bad) {
      var open = indexedDB.open("tonghu", 1);
      open.onupgradeneeded = function () { open.result.createObjectStore("answers", { keyPath: "key" }); };
      open.onerror = function () { bad(open.error); };
      open.onsuccess = function () {
        var deal = open.result.transaction("answers", mode), got = act(deal.objectStore("answers"));
        deal.oncomplete = function () { open.result.close(); good(got && got.result); };
        deal.onerror = function () { open.result.close(); bad(deal.error); };
      };
    });
  };
  var waiting = function () {
    if (!store) return Promise.resolve(memory);
    return db("readonly", function (all) { return all.getAll(); }).then(function (all) {
      return all.filter(function (one) { return one.who === who; });
    });
  };
  var put = function (one) { return store ? db("readwrite", function (all) { all.put(one); }) : Promise.resolve(memory.push(one)); };
  var drop = function (keys) {
    memory = memory.filter(function (one) { return keys.indexOf(one.key) < 0; });
    return store ? db("readwrite", function (all) { keys.forEach(function (key) { all.delete(key); }); }) : Promise.resolve();
  };

  /* Sealing: a one-off key pair against the server's public key; the phone itself cannot read it again. */
  var b64 = function (bytes) { return btoa(String.fromCharCode.apply(null, new Uint8Array(bytes))); };
  var raw = function (text) { return Uint8Array.from(atob(text), function (one) { return one.charCodeAt(0); }); };
  var seal = function (text) {
    var curve = { name: "ECDH", namedCurve: "P-256" }, iv = crypto.getRandomValues(new Uint8Array(12)), pair, point;
    return subtle.generateKey(curve, true, ["deriveBits"]).then(function (made) {
      pair = made;
      return Promise.all([subtle.importKey("raw", raw(bar.dataset.key), curve, false, []), subtle.exportKey("raw", pair.publicKey)]);
    }).then(function (keys) {
      point = new Uint8Array(keys[1]);
      return subtle.deriveBits({ name: "ECDH", public: keys[0] }, pair.privateKey, 256);
    }).then(function (bits) { return subtle.digest("SHA-256", bits); }).then(function (hash) {
      return subtle.importKey("raw", hash, "AES-GCM", false, ["encrypt"]);
    }).then(function (key) {
      return subtle.encrypt({ name: "AES-GCM", iv: iv, additionalData: point }, key, new TextEncoder().encode(text));
    }).then(function (body) {
      var all = new Uint8Array(77 + body.byteLength);
      all.set(point); all.set(iv, 65); all.set(new Uint8Array(body), 77);
      return b64(all);
    });
  };

  var say = function (bold, rest) {
    bar.hidden = !bold;
    bar.querySelector("b").textContent = bold || ""; bar.querySelector("b + span").textContent = rest || "";
  };
  var tell = function () {
    return waiting().then(function (all) {
      var kept = store ? "条已存在手机里，有网就自动交。" : "条记在这一页上，有网就自动交，先别关掉。";
      if (all.length) say("没有网络。", all.length + kept);
      else if (!navigator.onLine) say("没有网络。", "可以接着核，答的会存在手机里。");
      else say("");
    });
  };

  /* Sending: in batches, by whoever answered; what was taken is erased here at once. */
  var flush = function () {
    if (sending || !who || !navigator.onLine) return tell();
    return waiting().then(function (all) {
      if (!all.length) return tell();
      sending = true;
      var part = all.slice(0, 20);
      say("正在交" + part.length + "/" + all.length + "。", "不用等，可以接着做。");
      return fetch("/rounds/sync/", { method: "POST", headers: { "X-CSRFToken": token(), "Content-Type": "application/json" }, redirect: "manual",
        body: JSON.stringify(part.map(function (one) { return { key: one.key, sealed: one.sealed, plain: one.plain, at: one.at }; })) })
        .then(function (answer) { if (!answer.ok) throw answer; return answer.json(); })
        .then(function (told) {
          sending = false;
          return drop(told.map(function (one) { return one.key; })).then(function () {
            var why = told.filter(function (one) { return one.why; });
            if (all.length > part.length) return flush();
            if (why.length) say("有" + why.length + "条没交上。", why[0].why);
            else say("");
            if (walk()) return again(!why.length);
          });
        })
        .catch(function (fault) {
          sending = false;
          if (fault && (fault.type === "opaqueredirect" || fault.status === 403)) return say("要重新登录。", all.length + "条还在手机里，登录以后自动交。");
          return tell();
        });
    });
  };
  var again = function () { answered = {}; return fetch(location.pathname, { headers: { "X-Walk": "1" } }).then(show).catch(tell); };

  var show = function (answer) {
    if (!answer.headers.get("X-Walk")) { location.href = answer.url; return; }
    return answer.text().then(function (html) {
      walk().outerHTML = html;
      if (answer.headers.get("X-Walk-At")) history.replaceState(null, "", answer.headers.get("X-Walk-At"));
      ready();
    });
  };
  var ready = function () {
    var focus = document.querySelector("[data-focus]") || document.getElementById("kid");
    if (focus) focus.focus({ preventScroll: true });
    scrollTo(0, 0);
  };

  /* The pack: every child still to be asked and the small forms, in memory. */
  var load = function () {
    if (!walk() || !walk().dataset.pack || !navigator.onLine) return;
    fetch(walk().dataset.pack, { headers: { "X-Walk": "1" } }).then(function (answer) {
      if (answer.ok && answer.headers.get("X-Walk")) return answer.text();
    }).then(function (html) { if (html) pack = new DOMParser().parseFromString(html, "text/html"); }).catch(function () {});
  };
  var number = function () { return b64(crypto.getRandomValues(new Uint8Array(18))).replace(/[+/]/g, "-"); };
  var place = function (box) {
    var card = document.getElementById("card");
    card.textContent = ""; card.appendChild(document.importNode(box.content, true));
    ready();
  };
  var next = function (last) {
    var left = Array.prototype.filter.call(pack ? pack.querySelectorAll("[data-card]") : [], function (one) { return !answered[one.dataset.card]; });
    if (!left.length) {
      document.getElementById("card").innerHTML = '<section class="card"><div class="card-b"><h1 id="kid" tabindex="-1"></h1><p class="c2"></p></div></section>';
      document.querySelector("#card h1").textContent = pack ? "手机里的都核完了" : "先等一等网络";
      document.querySelector("#card p").textContent = "有网以后自动交上去，再来签字。";
      return ready();
    }
    place(left[0]); document.getElementById("card").dataset.child = left[0].dataset.card;
    var so = document.querySelector("#card [data-total]"), done = +so.dataset.done + Object.keys(answered).length;
    so.setAttribute("aria-valuenow", done); so.setAttribute("aria-label", "已核" + done + "个，共" + so.dataset.total + "个");
    so.innerHTML = '<svg class="bar" aria-hidden="true"><rect class="c-brand" x="0" height="100%"/></svg>';
    so.querySelector("rect").setAttribute("width", done / so.dataset.total * 100 + "%");
    var old = document.querySelector("#card .last-one");
    if (old) old.remove();
    if (last) {
      var told = document.createElement("div"), back = document.createElement("button");
      told.className = "last-one"; told.textContent = last.name + "：" + last.said;
      back.className = "btn btn-quiet push"; back.type = "button"; back.textContent = "撤销";
      back.addEventListener("click", function () { delete answered[last.child]; drop([last.key]).then(tell).then(function () { next(); }); });
      told.appendChild(back);
      var at = document.querySelector("#card .no-change");
      at.insertBefore(told, at.firstChild);
    }
  };

  /* An answer: to the server, or, when it cannot be reached, into the phone. */
  var keep = function (form, fields) {
    var child = fields.get("child"), card = pack && pack.querySelector('[data-card="' + child + '"]');
    fields.delete("csrfmiddlewaretoken");
    var one = { key: fields.get("key"), who: who, at: new Date().toISOString() }, body = JSON.stringify({ url: form.getAttribute("action"), body: fields.toString() });
    return (store ? seal(body).then(function (sealed) { one.sealed = sealed; }) : Promise.resolve(one.plain = body)).then(function () { return put(one); }).then(function () {
      answered[child] = 1;
      next({ child: child, key: one.key, name: card ? card.dataset.name : "刚才那名", said: form.dataset.said });
      return tell();
    });
  };
  var send = function (form) {
    var fields = new URLSearchParams(new FormData(form)), stop = new AbortController(), undo = !fields.get("key");
    var timer = setTimeout(function () { stop.abort(); }, 15000);
    return fetch(form.action, { method: "POST", body: fields, headers: { "X-Walk": "1" }, signal: stop.signal })
      .then(function (answer) {
        clearTimeout(timer);
        if (!answer.headers.get("X-Walk") && !answer.redirected) return form.submit(); /* the page that says why */
        return show(answer);
      }, function () {
        clearTimeout(timer);
        if (undo) return say("没有网络。", "交上去的这一条，有网以后再撤销。");
        return keep(form, fields);
      });
  };
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-walk-form]") || !walk()) return;
    event.preventDefault(); event.stopPropagation();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    send(form).then(function () { delete form.dataset.busy; });
  }, true);
  document.addEventListener("click", function (event) {
    var change = event.target.closest("[data-change]"), back = event.target.closest("[data-walk-back]");
    if (navigator.onLine || !walk() || !(change || back)) return;
    event.preventDefault();
    if (back) return next();
    var box = pack && pack.querySelector('[data-form="' + change.dataset.change + '"]');
    if (!box) return say("没有网络。", "这一页还没来得及存下，有网以后再填这种变化。");
    var child = document.getElementById("card").dataset.child;
    place(box);
    document.querySelector("#card [name=child]").value = child; document.querySelector("#card [name=key]").value = number();
  });
  window.addEventListener("online", function () { flush(); load(); });
  window.addEventListener("offline", tell);
  setInterval(function () { if (!bar.hidden) flush(); }, 20000);
  if (navigator.serviceWorker) navigator.serviceWorker.register("/rounds/sw.js", { scope: "/rounds/" }).catch(function () {});
  load(); flush();
})();
