/* Khung hỏi đáp <mot-cua-chat>: không cần thư viện, nội dung chỉ đặt bằng textContent.
   Giao tiếp theo DESIGN: phiên do máy chủ tạo, tin nhắn có mã riêng gửi lại được, SSE có phát lại. */
(() => {
  "use strict";
  const script = document.currentScript;
  const base = new URL(script?.src || location.href).origin;
  /* Nhúng ở trang khác: không có cookie, phiên đi theo mã Bearer. */
  const foreign = base !== location.origin;
  const keep = { get token() { return foreign ? sessionStorage.getItem("mot-cua-token") : null; }, set token(made) { sessionStorage.setItem("mot-cua-token", made); } };
  const call = (path, options = {}) => fetch(base + path, {
    ...options,
    credentials: foreign ? "omit" : "include",
    headers: { ...(options.body ? { "Content-Type": "application/json" } : {}), ...(keep.token ? { Authorization: `Bearer ${keep.token}` } : {}) },
  });
  const RATED = ["answer", "comparison", "wrong_agency", "out_of_scope"];
  const REASONS = ["Sai thông tin", "Không đúng điều tôi hỏi", "Khó hiểu", "Thiếu thông tin"];
  const speaks = "speechSynthesis" in window;
  /* Trình duyệt chặn lưu trữ (chế độ riêng tư, khung nhúng) thì chỉ không nhớ, không hỏng. */
  const stored = (place, key, value) => {
    try {
      const store = window[place];
      if (value === undefined) return JSON.parse(store.getItem(`mot-cua-${key}`) || "null");
      if (value === null) store.removeItem(`mot-cua-${key}`);
      else store.setItem(`mot-cua-${key}`, JSON.stringify(value));
    } catch { /* như chưa lưu gì */ }
    return null;
  };
  const TITLES = { answer: "Trả lời", choices: "Chọn thủ tục", unresolved: "Chưa chắc hiểu đúng", handoff: "Chuyển cán bộ", wrong_agency: "Cơ quan khác", out_of_scope: "Ngoài phạm vi", safety: "An toàn thông tin", error: "Tạm gián đoạn", comparison: "So sánh", case_question: "Hỏi thêm" };
  const STYLE = `
:host{--p:var(--primary,#8f1d21);--pd:var(--primary-dark,#6d1417);--a:var(--accent,#b7842c);--bg:#fff;--sf:#fbf8f3;--ink:#23201d;--soft:#5d564f;--ln:#e4dcd0;--wb:#fff4dc;--wi:#7a4b00;font:400 16px/1.5 "Be Vietnam Pro",system-ui,sans-serif;color:var(--ink)}
*{box-sizing:border-box}
button,input,textarea{font:inherit;color:inherit}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.open{position:fixed;right:20px;bottom:20px;z-index:50;display:flex;gap:10px;align-items:center;background:var(--p);color:#fff;border:0;border-radius:999px;padding:14px 22px;font-weight:600;cursor:pointer;box-shadow:0 8px 28px rgb(60 20 10/.28)}
.open:hover{background:var(--pd)}
.panel{position:fixed;right:20px;bottom:20px;z-index:51;width:min(420px,calc(100vw - 24px));height:min(680px,calc(100dvh - 40px));background:var(--bg);border:1px solid var(--ln);border-radius:18px;box-shadow:0 18px 60px rgb(40 20 10/.28);display:flex;flex-direction:column;overflow:hidden}
[hidden]{display:none!important}
header{display:flex;align-items:center;gap:12px;background:var(--p);color:#fff;padding:12px 16px}
header h2{font-size:1rem;margin:0;font-weight:600;flex:1}
header small{display:block;font-weight:400;opacity:.9;font-size:.8rem}
header button{background:transparent;border:1px solid rgb(255 255 255/.5);color:#fff;border-radius:8px;min-width:40px;height:40px;cursor:pointer}
header button:hover,header button[aria-expanded=true],header button[aria-pressed=true]{background:rgb(255 255 255/.22)}
:host([large]){font-size:20px}
.menu{display:flex;flex-direction:column;background:var(--bg);border-bottom:1px solid var(--ln);padding:6px}
.menu button,.sug button{border:0;background:none;text-align:left;padding:10px 12px;border-radius:8px;cursor:pointer;min-height:44px}
.menu button:hover,.sug button:hover{background:color-mix(in srgb,var(--p) 10%,var(--bg))}
.sug{list-style:none;margin:0;padding:4px 8px;border-top:1px solid var(--ln);background:var(--bg);max-height:40%;overflow-y:auto}
.sug button{width:100%}
.m ul.ticks{list-style:none;padding-left:0}
.ticks label{display:flex;gap:8px;align-items:flex-start;cursor:pointer}
.ticks input{width:20px;height:20px;margin:.15em 0 0;flex-shrink:0;accent-color:var(--p)}
.rate{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin-top:10px;color:var(--soft);font-size:.85rem}
.rate button{border:1px solid var(--ln);background:var(--bg);border-radius:10px;min-width:40px;min-height:36px;padding:4px 10px;cursor:pointer}
.rate button[aria-pressed=true]{border-color:var(--p);background:color-mix(in srgb,var(--p) 12%,var(--bg))}
.log{flex:1;overflow-y:auto;padding:16px;display:flex;flex-direction:column;gap:12px;background:var(--sf);overscroll-behavior:contain}
.notice{font-size:.85rem;color:var(--soft);margin:0}
.m{flex-shrink:0;max-width:92%;border-radius:14px;padding:10px 14px;overflow-wrap:anywhere}
.m p{margin:0 0 .5em;white-space:pre-line}
.m p:last-child{margin:0}
.m ul{margin:.2em 0 .6em;padding-left:1.1em}
.m li{margin:.25em 0}
.citizen{align-self:flex-end;background:var(--p);color:#fff;border-bottom-right-radius:4px}
.assistant,.staff,.system{align-self:flex-start;background:var(--bg);border:1px solid var(--ln);border-bottom-left-radius:4px}
.card{padding:0;overflow:hidden}
.card>.head{padding:8px 14px;background:color-mix(in srgb,var(--a) 14%,var(--bg));font-weight:600;font-size:.92rem;border-bottom:1px solid var(--ln)}
.card>.body{padding:10px 14px}
.warn{background:var(--wb);color:var(--wi);border-radius:8px;padding:.5em .7em;font-size:.92rem}
.small{color:var(--soft);font-size:.82rem}
.bs{display:flex;flex-wrap:wrap;gap:8px;margin-top:10px}
.bs button,.bs a{border:1px solid var(--p);color:var(--p);background:var(--bg);border-radius:12px;padding:8px 12px;cursor:pointer;text-decoration:none;font-size:.92rem;line-height:1.3;text-align:left;min-height:40px}
.bs a::after{content:" ↗";opacity:.7}
.bs button:hover,.bs a:hover{background:color-mix(in srgb,var(--p) 10%,var(--bg))}
.bs button:disabled{opacity:.5;cursor:default}
.typing{align-self:flex-start;color:var(--soft);font-size:.9rem;padding:4px 2px}
.off,.told{background:var(--wb);color:var(--wi);padding:8px 16px;font-size:.9rem;margin:0;white-space:pre-line}
form{display:flex;gap:8px;padding:12px;border-top:1px solid var(--ln);background:var(--bg)}
textarea{flex:1;min-width:0;resize:none;height:46px;border:1px solid #b9aea0;border-radius:12px;padding:10px 12px;background:var(--bg)}
form button{background:var(--p);color:#fff;border:0;border-radius:12px;padding:0 18px;font-weight:600;cursor:pointer}
form button:hover{background:var(--pd)}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media(max-width:480px){.sug li:nth-child(n+4){display:none}.panel{right:0;bottom:0;width:100vw;height:100dvh;border-radius:0;border:0}.open{right:12px;bottom:12px;padding:15px}.open span{display:none}}
@media(prefers-color-scheme:dark){:host{--bg:#221e1b;--sf:#191614;--ink:#f1ebe4;--soft:#b9aea3;--ln:#3b342e;--wb:#3a2c12;--wi:#ffd58a;--p:color-mix(in srgb,var(--brand,#8f1d21) 85%,#fff);--pd:color-mix(in srgb,var(--brand,#8f1d21) 70%,#000)}.bs button,.bs a{color:color-mix(in srgb,var(--brand,#8f1d21) 35%,#fff);border-color:color-mix(in srgb,var(--brand,#8f1d21) 60%,#fff)}textarea{border-color:#5a5048}}
@media(prefers-reduced-motion:no-preference){.m{animation:in .18s ease-out}@keyframes in{from{opacity:0;transform:translateY(6px)}}}
@media print{:host{display:none}}`;

  const el = (tag, props = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), props);
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  /* Bong bóng lời nói: ở màn hình hẹp nút chỉ còn hình này, để không che nội dung. */
  const SIGN = () => {
    const draw = (tag, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      return made;
    };
    const sign = draw("svg", { viewBox: "0 0 24 24", width: "22", height: "22", "aria-hidden": "true" });
    sign.append(draw("path", { d: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z", fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linejoin": "round" }));
    return sign;
  };
  const uuid = () => crypto.randomUUID?.() || [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

  class MotCuaChat extends HTMLElement {
    constructor() {
      super();
      this.after = 0;
      this.queue = stored("sessionStorage", "queue") || [];
      this.ticks = stored("sessionStorage", "ticks") || {};
      this.waiting = new Set();
      this.shown = new Set();
      this.attachShadow({ mode: "open" });
    }

    build(root) {
      const name = this.getAttribute("name") || "Trợ lý Một cửa";
      this.lang = "vi";
      this.launcher = el("button", { className: "open", type: "button", ariaLabel: `Hỏi ${name}`, onclick: () => this.open() }, SIGN(), el("span", { textContent: `Hỏi ${name}` }));
      this.launcher.setAttribute("aria-haspopup", "dialog");
      this.log = el("div", { className: "log", tabIndex: 0 });
      this.log.setAttribute("role", "log");
      this.log.setAttribute("aria-live", "polite");
      this.log.setAttribute("aria-label", "Nội dung trò chuyện");
      this.log.append(el("p", { className: "notice", textContent: "Đây là trợ lý tự động, không thay quyết định của cơ quan. Xin đừng gửi số căn cước, số điện thoại hay ảnh giấy tờ; số lỡ gửi được che trước khi lưu. Gõ \"gặp cán bộ\" khi cần người thật." }));
      this.said = this.log.firstChild;
      this.typing = el("div", { className: "typing", textContent: "Đang tra cứu…", hidden: true });
      this.banner = el("p", { className: "off", hidden: true });
      this.banner.setAttribute("role", "status");
      this.input = el("textarea", { id: "q", maxLength: 1000, rows: 1, placeholder: "Anh/chị cần hỏi gì?", enterKeyHint: "send" });
      this.input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.submit(); }
        if (event.key === "ArrowDown" && !this.list.hidden) { event.preventDefault(); this.list.querySelector("button").focus(); }
      });
      this.input.addEventListener("input", () => this.suggest());
      this.list = el("ul", { className: "sug", hidden: true });
      this.list.setAttribute("aria-label", "Gợi ý thủ tục");
      this.list.addEventListener("keydown", (event) => this.walk(event));
      this.told = el("p", { className: "told", hidden: true });
      this.told.setAttribute("role", "status");
      this.count = el("p", { className: "hide" });
      this.count.setAttribute("role", "status");
      const form = el("form", { onsubmit: (event) => { event.preventDefault(); this.submit(); } },
        el("label", { htmlFor: "q", className: "hide", textContent: "Câu hỏi của anh/chị" }), this.input, el("button", { type: "submit", textContent: "Gửi" }));
      const close = el("button", { type: "button", textContent: "✕", onclick: () => this.close() });
      close.setAttribute("aria-label", "Đóng khung trò chuyện");
      const large = el("button", { type: "button", textContent: "A+", title: "Cỡ chữ lớn", onclick: () => this.enlarge(!this.hasAttribute("large")) });
      large.setAttribute("aria-label", "Cỡ chữ lớn");
      this.larger = large;
      this.menu = el("div", { className: "menu", id: "menu", hidden: true },
        el("button", { type: "button", textContent: "Tải hội thoại về máy", onclick: () => this.download() }),
        el("button", { type: "button", textContent: "Xóa dữ liệu của tôi", onclick: (event) => this.forget(event.target) }));
      this.more = el("button", { type: "button", textContent: "⋯", onclick: () => this.toggle(this.menu.hidden) });
      this.more.setAttribute("aria-label", "Việc khác");
      this.more.setAttribute("aria-controls", "menu");
      this.panel = el("section", { className: "panel", hidden: true },
        el("header", {}, el("h2", {}, name, el("small", { textContent: "Trợ lý tự động, trả lời có căn cứ" })), large, this.more, close),
        this.menu, this.told, this.banner, this.log, this.count, this.list, form);
      this.panel.setAttribute("role", "dialog");
      this.panel.setAttribute("aria-label", name);
      this.panel.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        if (!this.menu.hidden) { this.toggle(false); this.more.focus(); } else this.close();
      });
      this.toggle(false);
      this.enlarge(Boolean(stored("localStorage", "large")));
      for (const { id, text } of this.queue) this.put(id, text);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.append(this.launcher, this.panel);
    }

    connectedCallback() {
      if (!this.log) this.build(this.shadowRoot);
      window.addEventListener("online", () => this.flush());
      window.addEventListener("offline", () => this.offline());
      /* Tải lại trang thì mở lại; trên điện thoại sang trang khác thì không che trang đó. */
      const where = sessionStorage.getItem("mot-cua-open");
      if (where && (innerWidth > 480 || where === location.pathname)) this.open(false);
    }

    open(focus = true) {
      this.panel.hidden = false;
      this.launcher.hidden = true;
      sessionStorage.setItem("mot-cua-open", location.pathname);
      if (focus) this.input.focus();
      this.start();
      this.notices();
    }

    /* Thông báo của cơ quan cho mọi người, ví dụ "Cổng bảo trì tối nay". */
    async notices() {
      const answer = await call("/web/notices").catch(() => null);
      const told = answer?.ok ? (await answer.json()).notices : [];
      this.told.textContent = told.join("\n");
      this.told.hidden = !told.length;
    }

    close() {
      this.panel.hidden = true;
      this.launcher.hidden = false;
      sessionStorage.removeItem("mot-cua-open");
      this.launcher.focus();
    }

    enlarge(on) {
      this.toggleAttribute("large", on);
      this.larger.setAttribute("aria-pressed", String(on));
      stored("localStorage", "large", on || null);
    }

    toggle(open) {
      this.menu.hidden = !open;
      this.more.setAttribute("aria-expanded", String(open));
    }

    /* Tên thủ tục khi đang gõ, có dấu hay không; chọn một là hỏi về thủ tục đó. */
    suggest() {
      clearTimeout(this.thinking);
      const typed = this.input.value.trim();
      if (typed.length < 2 || typed.length > 60) return this.offer([]);
      this.thinking = setTimeout(async () => {
        const answer = await call(`/web/suggestions?q=${encodeURIComponent(typed)}`).catch(() => null);
        if (answer?.ok && this.input.value.trim() === typed) this.offer((await answer.json()).suggestions);
      }, 250);
    }

    offer(names) {
      clearTimeout(this.thinking);
      this.list.replaceChildren(...names.map((name) => el("li", {}, el("button", { type: "button", textContent: name, onclick: () => { this.input.value = ""; this.offer([]); this.input.focus(); this.send({ text: name }, name); } }))));
      this.list.hidden = !names.length;
      this.count.textContent = names.length ? `Có ${names.length} gợi ý, bấm mũi tên xuống để chọn.` : "";
    }

    walk(event) {
      const all = [...this.list.querySelectorAll("button")];
      const at = all.indexOf(this.shadowRoot.activeElement);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        (all[at + (event.key === "ArrowDown" ? 1 : -1)] || this.input).focus();
      } else if (event.key === "Escape") {
        event.stopPropagation();
        this.offer([]);
        this.input.focus();
      }
    }

    async download() {
      this.toggle(false);
      const lines = [];
      try {
        for (let after = 0, more = true; more; ) {
          const { messages } = await (await call(`/web/messages?after=${after}`)).json();
          more = messages.length > 0;
          for (const message of messages) {
            after = message.id;
            lines.push(`[${new Date(message.at).toLocaleString("vi-VN")}] ${{ citizen: "Anh/chị", staff: "Cán bộ" }[message.role] || "Trợ lý"}:\n${message.text}\n`);
          }
        }
      } catch { return this.offline(); }
      const link = el("a", { href: URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/plain;charset=utf-8" })), download: `hoi-thoai-${new Date().toISOString().slice(0, 10)}.txt` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }

    /* Bấm lần hai mới xóa. */
    forget(button) {
      if (!button.dataset.sure) {
        button.dataset.sure = "1";
        button.textContent = "Bấm lần nữa để xóa hết hội thoại này";
        return;
      }
      delete button.dataset.sure;
      button.textContent = "Xóa dữ liệu của tôi";
      this.toggle(false);
      this.send({ action: "xoa-du-lieu" }, "Xóa dữ liệu của tôi");
    }

    /* Máy chủ đã xóa: khung này cũng không giữ gì. */
    forgotten() {
      this.ticks = {};
      stored("sessionStorage", "ticks", null);
      this.shown.clear();
      this.log.replaceChildren(this.said, this.typing);
      for (const { id, text } of this.queue) this.put(id, text);
    }

    ask(text) { this.open(); this.send({ text }, text); }

    submit() {
      const text = this.input.value.trim();
      if (!text) return;
      this.input.value = "";
      this.offer([]);
      this.send({ text }, text);
    }

    async start() {
      if (!this.started) this.started = this.connect().catch(() => { this.started = null; this.offline(); setTimeout(() => this.start(), 3000); });
      return this.started;
    }

    async connect() {
      const known = await call("/web/messages?after=0");
      if (known.status === 401) { await this.newSession(); this.welcome(); }
      else this.receive((await known.json()).messages);
      this.listen();
    }

    /* Lần đầu mở: vài câu để bắt đầu, lấy từ data/department.yml. */
    welcome() {
      const starters = JSON.parse(this.getAttribute("suggestions") || "[]");
      if (this.log.querySelector(".citizen") || this.queue.length || !starters.length) return;
      this.bubble({ role: "assistant", text: "Chào anh/chị. Anh/chị cần hỏi thủ tục nào? Có thể bắt đầu từ một câu:", buttons: starters.map((title) => ({ title, ask: title })) });
    }

    async newSession() {
      const made = await call("/web/session", { method: "POST", body: "{}" });
      if (!made.ok) throw new Error("session");
      if (foreign) keep.token = (await made.json()).token;
    }

    listen() {
      if (foreign) return void this.stream();
      this.source?.close();
      this.source = new EventSource(`${base}/web/events?after=${this.after}`, { withCredentials: true });
      this.source.addEventListener("message", (event) => this.receive([JSON.parse(event.data)]));
      this.source.onopen = () => { this.banner.hidden = true; this.flush(); };
      this.source.onerror = () => {
        this.offline();
        if (this.source.readyState === EventSource.CLOSED) { this.started = null; setTimeout(() => this.start(), 2000); }
      };
    }

    /* EventSource không gửi được mã Bearer: cùng luồng ấy, đọc bằng fetch. */
    async stream() {
      const turn = (this.turn = {});
      try {
        const answer = await call(`/web/events?after=${this.after}`);
        if (!answer.ok) throw new Error("events");
        this.banner.hidden = true;
        this.flush();
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let rest = ""; this.turn === turn; ) {
          const { value, done } = await reader.read();
          if (done) break;
          const parts = (rest + value).split("\n\n");
          rest = parts.pop();
          for (const part of parts) {
            const data = part.split("\n").find((line) => line.startsWith("data: "));
            if (data) this.receive([JSON.parse(data.slice(6))]);
          }
        }
      } catch { /* mất mạng: nối lại bên dưới */ }
      if (this.turn !== turn) return;
      this.offline();
      this.started = null;
      setTimeout(() => this.start(), 2000);
    }

    send(body, text) {
      const id = uuid();
      this.queue.push({ id, text, body: { client_msg_id: id, ...body } });
      this.kept();
      this.put(id, text);
      this.flush();
    }

    put(id, text) {
      this.waiting.add(id);
      this.shown.add(`c${id}`);
      this.bubble({ role: "citizen", text, buttons: [] });
      this.busy();
    }

    /* Tin chưa gửi được thì còn đó khi tải lại trang. */
    kept() { stored("sessionStorage", "queue", this.queue.length ? this.queue : null); }

    async flush() {
      if (this.flushing) return;
      this.flushing = true;
      try {
        await this.start();
        while (this.queue.length) {
          const { id, body } = this.queue[0];
          const sent = await call("/web/messages", { method: "POST", body: JSON.stringify(body) });
          if (sent.status === 401) { await this.newSession(); this.listen(); continue; }
          if (sent.status === 429) { await this.waitAsTold(sent); return; }
          if (sent.status >= 500) throw new Error("later");
          this.queue.shift();
          this.kept();
          if (!sent.ok) { this.waiting.delete(id); this.bubble({ role: "system", text: (await sent.json()).error.message, buttons: [] }); }
        }
        this.banner.hidden = true;
      } catch { this.offline(); setTimeout(() => this.flush(), 3000); } finally { this.flushing = false; this.busy(); }
    }

    offline() {
      const waiting = this.queue.length;
      this.warn(waiting ? `Mất kết nối. ${waiting} tin nhắn sẽ được gửi khi có mạng lại.` : "Mất kết nối, đang thử nối lại.");
    }

    warn(text) {
      this.banner.textContent = text;
      this.banner.hidden = false;
    }

    async waitAsTold(answer) {
      this.warn((await answer.json()).error.message);
      setTimeout(() => this.flush(), 1000 * Math.max(1, Number(answer.headers.get("Retry-After")) || 3));
    }

    receive(messages) {
      for (const message of messages) {
        const key = message.role === "citizen" ? `c${message.in_reply_to}` : `m${message.id}`;
        this.after = Math.max(this.after, message.id);
        if (message.last) this.waiting.delete(message.in_reply_to);
        if (message.custom?.forgotten) this.forgotten();
        if (this.shown.has(key)) continue;
        this.shown.add(key);
        this.bubble(message);
      }
      this.busy();
    }

    busy() {
      this.typing.hidden = this.waiting.size === 0;
      this.log.append(this.typing);
      if (!this.typing.hidden) this.log.scrollTop = this.log.scrollHeight;
    }

    bubble(message) {
      const custom = message.custom;
      const byStaff = message.role === "staff";
      const card = byStaff || (custom && custom.kind !== "smalltalk");
      const box = el("div", { className: `m ${message.role}${card ? " card" : ""}` });
      const body = card ? el("div", { className: "body" }) : box;
      if (card) box.append(el("div", { className: "head", textContent: byStaff ? "Cán bộ trả lời" : custom.title || TITLES[custom.kind] || "" }), body);
      const ticked = custom?.documents?.length && custom.aspects?.includes("documents") ? (this.ticks[message.id] ||= []) : null;
      for (const part of message.text.split("\n\n")) body.append(...this.part(part, ticked));
      if (message.buttons.length) body.append(this.buttons(message.buttons));
      if (card && message.id && (byStaff || RATED.includes(custom.kind))) body.append(this.rating(message, byStaff));
      this.log.append(box);
      this.log.append(this.typing);
      this.reveal(box);
    }

    /* Câu trả lời dài thì đọc từ đầu; còn lại thì xuống cuối. */
    reveal(box) {
      const long = box.offsetHeight > this.log.clientHeight * 0.8;
      const asked = box.previousElementSibling?.classList.contains("citizen") ? box.previousElementSibling : box;
      this.log.scrollTop = long ? asked.offsetTop - this.log.offsetTop - 8 : this.log.scrollHeight;
    }

    /* Nghe bằng giọng của trình duyệt; có ích hay không, và vì sao không. */
    rating(message, byStaff) {
      const row = el("div", { className: "rate" });
      if (speaks) {
        const listen = el("button", { type: "button", textContent: "🔊 Nghe" });
        listen.setAttribute("aria-pressed", "false");
        listen.onclick = () => this.read(message.text, listen);
        row.append(listen);
      }
      if (byStaff) return row;
      const thumb = (sign, label, helpful) => {
        const made = el("button", { type: "button", textContent: sign, title: label });
        made.setAttribute("aria-label", label);
        made.setAttribute("aria-pressed", "false");
        made.onclick = () => {
          for (const other of row.querySelectorAll("[data-thumb]")) other.setAttribute("aria-pressed", String(other === made));
          this.rate(message.id, helpful, "");
          why.replaceChildren(...(helpful ? [thanks()] : REASONS.map((reason) => el("button", { type: "button", textContent: reason, onclick: () => { this.rate(message.id, false, reason); why.replaceChildren(thanks()); } }))));
        };
        made.dataset.thumb = "";
        return made;
      };
      const thanks = () => el("span", { textContent: "Cảm ơn anh/chị." });
      const why = el("span", { className: "rate" });
      why.setAttribute("role", "status");
      row.append(thumb("👍", "Câu trả lời có ích", true), thumb("👎", "Câu trả lời chưa đúng ý", false), why);
      return row;
    }

    rate(id, helpful, reason) {
      call("/web/feedback", { method: "POST", body: JSON.stringify({ message_id: id, helpful, reason }) }).catch(() => this.offline());
    }

    read(text, button) {
      const on = button.getAttribute("aria-pressed") === "true";
      speechSynthesis.cancel();
      for (const other of this.log.querySelectorAll(".rate [aria-pressed=true]:not([data-thumb])")) other.setAttribute("aria-pressed", "false");
      if (on) return;
      const words = new SpeechSynthesisUtterance(text.replace(/[•⚠]/g, ""));
      words.lang = "vi-VN";
      words.voice = speechSynthesis.getVoices().find((voice) => voice.lang.startsWith("vi")) || null;
      words.onend = words.onerror = () => button.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", "true");
      speechSynthesis.speak(words);
    }

    tick(ticked, at, text) {
      const box = el("input", { type: "checkbox", checked: ticked.includes(at) });
      box.onchange = () => {
        if (box.checked) ticked.push(at);
        else ticked.splice(ticked.indexOf(at), 1);
        stored("sessionStorage", "ticks", this.ticks);
      };
      return el("label", {}, box, el("span", { textContent: text }));
    }

    part(text, ticked) {
      if (text.startsWith("⚠")) return [el("p", { className: "warn", textContent: text })];
      const lines = text.split("\n");
      const made = [];
      let list = null;
      for (const line of lines) {
        if (line.startsWith("• ")) {
          if (!list) made.push((list = el("ul", { className: ticked ? "ticks" : "" })));
          list.append(ticked ? el("li", {}, this.tick(ticked, line, line.slice(2))) : el("li", { textContent: line.slice(2) }));
        } else {
          list = null;
          made.push(el("p", { textContent: line, className: /^(Căn cứ:|Nguồn xem|Cơ quan xác nhận)/.test(line) ? "small" : "" }));
        }
      }
      return made;
    }

    buttons(buttons) {
      const row = el("div", { className: "bs" });
      for (const button of buttons) {
        if (button.url) {
          const link = el("a", { textContent: button.title, href: new URL(button.url, base).href, rel: "noopener" });
          if (new URL(link.href).origin !== location.origin) link.target = "_blank";
          row.append(link);
        } else {
          const body = button.ask ? { text: button.ask } : { action: button.action };
          row.append(el("button", { type: "button", textContent: button.title, onclick: () => this.send(body, button.title) }));
        }
      }
      return row;
    }
  }

  customElements.define("mot-cua-chat", MotCuaChat);
  document.documentElement.classList.add("script");
  const chat = () => document.querySelector("mot-cua-chat");
  if (foreign && script?.hasAttribute("data-mot-cua")) {
    const made = el("mot-cua-chat");
    for (const name of ["name", "suggestions"]) if (script.dataset[name]) made.setAttribute(name, script.dataset[name]);
    if (document.body) document.body.append(made);
    else document.addEventListener("DOMContentLoaded", () => document.body.append(made));
  }
  document.addEventListener("click", (event) => {
    const from = event.target.closest?.("[data-ask],[data-open-chat],[data-print]");
    if (!from) return;
    if (from.hasAttribute("data-print")) return window.print();
    if (from.dataset.ask) return chat()?.ask(from.dataset.ask);
    event.preventDefault();
    chat()?.open();
  });
})();
