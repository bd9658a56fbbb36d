// The page's own words, Chinese first.

const WORDS = {
  zh: {
    title: "练习园区", people: "选人", choose: "选择要打开的手机", stranger: "＋ 路人", strangerName: "路人",
    hour: "+1 小时", day: "+1 天", morning: "下个工作日早上", clock: "园区时间", faults: "网络故障", language: "English",
    fault_500: "出错 500（5 次）", fault_502: "网关出错 502（5 次）", fault_429: "太频繁 429（1 次）", fault_timeout: "无应答（1 次）",
    fault_cut: "断线（5 次）", fault_slow: "很慢（10 次）", fault_none: "恢复正常", faultsOn: "故障进行中", search: "查找姓名、编号、企业或部门",
    reconnecting: "正在重新连接…", close: "关闭", closePhone: "关闭这部手机", block: "屏蔽机器人", unblock: "取消屏蔽",
    repeat: "重复上一条更新", speakEnglish: "改用 English", speakChinese: "改用中文", more: "更多", bot: "机器人", blocked: "已屏蔽机器人",
    start: "开始", startHint: "第一次对话请先点“开始”。", type: "输入消息", caption: "可加一句说明", send: "发送", save: "保存修改",
    commands: "命令", attach: "添加附件", photo: "照片", samplePhoto: "示例照片", sampleAlbum: "示例相册（3 张）", file: "文件", bigFile: "25 MB 大文件",
    location: "位置", voice: "示例语音", voiceFile: "语音文件", contact: "我的电话", reply: "回复", edit: "修改", remove: "删除", edited: "已编辑",
    replyTo: "回复", editing: "修改消息", cancel: "取消", you: "你", forwarded: "转发自", open: "放大图片", ok: "知道了", actions: "消息操作",
    empty: "还没有消息。", noPeople: "园区里还没有人。可以添加一位路人试试。", failed: "没有成功：", chat: "对话", keyboard: "快捷按钮",
    opened: "已打开", others: "位，请用上面的查找", unread: "条未读", download: "下载", pinned: "位置", phoneOf: "的手机", copied: "已复制",
    role_contact: "企业联系人", role_liaison: "联络员", role_director: "主任", role_secretary: "秘书", role_officer: "部门经办人",
    role_head: "部门负责人", role_dispatcher: "派单员", role_agent: "代办员", role_chain_lead: "产业链长", role_assessor: "督查考核", role_inspector: "执法人员", role_admin: "管理员",
    role_stranger: "路人", role_other: "其他人",
  },
  en: {
    title: "Practice park", people: "People", choose: "Choose the phones to open", stranger: "+ Stranger", strangerName: "Stranger",
    hour: "+1 hour", day: "+1 day", morning: "Next working morning", clock: "Park time", faults: "Network faults", language: "中文",
    fault_500: "Error 500 (5 times)", fault_502: "Bad gateway 502 (5 times)", fault_429: "Too many 429 (once)", fault_timeout: "No answer (once)",
    fault_cut: "Cut line (5 times)", fault_slow: "Very slow (10 times)", fault_none: "Back to normal", faultsOn: "Faults are on", search: "Find a name, code, firm or department",
    reconnecting: "Reconnecting…", close: "Close", closePhone: "Close this phone", block: "Block the bot", unblock: "Unblock the bot",
    repeat: "Repeat the last update", speakEnglish: "Switch to English", speakChinese: "改用中文", more: "More", bot: "bot", blocked: "has blocked the bot",
    start: "START", startHint: "Press START to talk to the bot.", type: "Message", caption: "Add a caption", send: "Send", save: "Save",
    commands: "Commands", attach: "Attach", photo: "Photo", samplePhoto: "Sample photo", sampleAlbum: "Sample album (3)", file: "File", bigFile: "Big file, 25 MB",
    location: "Location", voice: "Sample voice", voiceFile: "Voice file", contact: "My phone number", reply: "Reply", edit: "Edit", remove: "Delete", edited: "edited",
    replyTo: "Reply to", editing: "Edit message", cancel: "Cancel", you: "You", forwarded: "Forwarded from", open: "Enlarge the picture", ok: "OK", actions: "Message actions",
    empty: "No messages yet.", noPeople: "Nobody lives in this park yet. Add a stranger to try it.", failed: "That did not work: ", chat: "Chat", keyboard: "Quick buttons",
    opened: "open", others: "more: search above", unread: "unread", download: "Download", pinned: "Location", phoneOf: "'s phone", copied: "Copied",
    role_contact: "Firm contacts", role_liaison: "Liaisons", role_director: "Director", role_secretary: "Secretary", role_officer: "Department officers",
    role_head: "Department heads", role_dispatcher: "Dispatchers", role_agent: "Agents", role_chain_lead: "Chain leads", role_assessor: "Assessors", role_inspector: "Inspectors", role_admin: "Administrators",
    role_stranger: "Strangers", role_other: "Others",
  },
};

const asked = new URLSearchParams(location.search).get("lang") || localStorage.getItem("practice-language");
export const language = asked === "en" ? "en" : "zh";

export function t(key) {
  return WORDS[language][key] ?? key;
}

export function roleName(role) {
  return WORDS[language][`role_${role}`] ?? role;
}

export function switchLanguage() {
  localStorage.setItem("practice-language", language === "en" ? "zh" : "en");
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  location.replace(address);
}

const ZONE = "Asia/Shanghai";
const LOCALE = language === "en" ? "en-GB" : "zh-CN";
const clockFormat = new Intl.DateTimeFormat(LOCALE, {
  timeZone: ZONE, month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const hourFormat = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayFormat = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, month: "long", day: "numeric", weekday: "long" });

export const parkTime = (date) => clockFormat.format(date);
export const hourOf = (seconds) => hourFormat.format(new Date(seconds * 1000));
export const dayOf = (seconds) => dayFormat.format(new Date(seconds * 1000));
