# Agency service: projects, mandates, cases, steps, materials, the agent's desk
error-unknown-case = There is no such case, or it is not yours to see. Please check the number, such as DB-2026-000001.
error-unknown-project = There is no such project, or it is not yours to see.
error-unknown-item = There is no such item; the catalogue may have changed. Please look it up again.
error-unknown-mandate = There is no such mandate, or it is not yours to see. Look at /mandates.
error-too-many-agents = A project has two agents at most. To change them, hand the project over.
error-no-such-agent = There is no such agent, or he carries the project already.
error-no-agents = The park has no agents yet. Please ask the duty desk.
error-no-mandate = There is no mandate in force, so nothing is done. It goes on when the firm's owner has signed one.
error-not-the-signer = Only the firm's owner signs and withdraws a mandate.
error-nobody-signs = Your firm has no owner who could sign. Please ask the duty desk.
error-mandate-changed = This mandate has changed, was signed or has ended. Open it anew by /mandates.
error-not-for-this-case = This is not yours to do. The buttons on the case's card are.
error-case-not-now = That cannot be done now: the case has moved on. Open its card by /case and its number.
error-words-needed = Please give the reason or the result.
error-files-needed = Please send a photo or a file.
