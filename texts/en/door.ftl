# The door: asking to be bound, the guide for visitors; the duty desk decides
menu-apply = 🔗 Ask to be bound
command-apply = Ask to be bound to a firm
command-bindings = Who asks to be bound
command-admit = Let in (number, firm code)
command-refuse = Turn away (number, reason)

form-code-length = A unified social credit code has 18 characters, yours has { $length }. Please compare it with the business licence and send it again.
form-code-shape = This is no unified social credit code: digits and capitals only (no I, O, S, V, Z), beginning with authority and region. Please compare it with the business licence.
form-code-digit = The check digit is wrong: one character may be mistyped. Please compare each with the business licence and send it again.
form-need-phone = That is no telephone number. Please send digits only, as in 13800138000 or 0731-84123456; to leave it out press “Skip”.

apply-name = <b>To be bound</b>: please send your name. What you say goes to the duty desk only, to check who you are.
apply-firm = Please send the firm's name, the whole one if you can.
apply-code = Please send its unified social credit code: the 18 characters on the business licence.
apply-phone = A telephone on which the desk may ask back? Or press “Skip”.
apply-review = <b>Please check</b>
    Name: { $name }
    Firm: { $firm }
    Credit code: { $code }
    Phone: { $phone }
apply-waits = ⏳ Your request is with the duty desk ({ $at }): { $name }, { $firm }, { $code }. You will hear at once; no need to send it again.
apply-admitted = ✅ You are bound to { $firm }.
apply-refused = ✋ The request was turned down: { $reason }
    When that is put right, press “🔗 Ask to be bound” again.

binding-title = <b>🔗 Request { $id }</b> { $at }
binding-who = Name: { $name } · phone: { $phone }
binding-firm = Firm: { $firm }
    Credit code: { $code } (the check digit is right)
binding-known = ✅ That credit code is { $firm } ({ $code })
binding-unknown = ⚠️ The park knows no firm of that credit code
binding-how = When it is checked press the firm, or send /admit { $id } and its code; a reason for “no” is read by the visitor.
binding-admit = ✅ { $firm }
binding-other = 🔎 Another firm
binding-refuse = ✖️ Turn away
binding-admitted = ✅ { $who } has let him in, for { $firm }.
binding-refused = ✋ { $who } has turned him away: { $reason }
binding-over = Bound by an invitation meanwhile: nothing to decide.
binding-none = Nobody asks to be bound.
binding-which = Please add the number, as in /{ $command } 12 F01; /bindings lists them.
admit-firm = { $name } ({ $firm }): to which firm? Type a part of its name or its code, then press it.
turn-away-text = { $name } ({ $firm }): why not? A sentence that the visitor reads.

error-already-bound = This account is bound already; there is nothing to ask for. Please send /start.
error-unknown-request = There is no such request, or it is not yours to decide.
error-already-decided = { $who } has dealt with that request ({ $at }).
