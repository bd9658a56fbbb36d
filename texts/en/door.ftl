# The door: asking to be bound, the guide for visitors; the duty desk decides
form-code-length = A unified social credit code has 18 characters, yours has { $length }. Please compare it with the business licence and send it again.
form-code-shape = This is no unified social credit code: digits and capitals only (no I, O, S, V, Z), beginning with authority and region. Please compare it with the business licence.
form-code-digit = The check digit is wrong: one character may be mistyped. Please compare each with the business licence and send it again.
form-need-phone = That is no telephone number. Please send digits only, as in 13800138000 or 0731-84123456; to leave it out press “Skip”.
