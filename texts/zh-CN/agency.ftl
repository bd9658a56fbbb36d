# 全程代办：项目、委托、办件、环节、材料、代办员的工作台
error-unknown-case = 没有找到这件办件，或者它不归您看。请核对编号，例如 DB-2026-000001。
error-unknown-project = 没有找到这个项目，或者它不归您看。
error-unknown-item = 没有找到这个事项，办事指南可能已经更新，请重新查找。
error-unknown-mandate = 没有找到这份委托，或者它不归您看。请看 /mandates。
error-too-many-agents = 一个项目最多两名代办员。请先把项目移交，再换人。
error-no-such-agent = 没有这位代办员，或者项目已经由他办理。
error-no-agents = 园区还没有代办员，请联系综合服务窗口。
error-no-mandate = 没有生效的委托，代办先停下。请企业主联系人签署委托后继续。
error-not-the-signer = 委托只能由企业主联系人签署、撤回。
error-nobody-signs = 贵企业还没有主联系人，无法签署委托。请联系综合服务窗口。
error-mandate-changed = 这份委托刚有变化，或者已经签署、失效。请用 /mandates 打开最新的再看。
error-not-for-this-case = 这一步不归您办。请看办件卡上的按钮。
error-case-not-now = 现在不能这样办，办件已有变化。请用 /case 加编号打开最新的卡。
error-words-needed = 请写明原因或结果。
error-files-needed = 请发照片或文件。
