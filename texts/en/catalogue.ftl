# The guide: by field, by words, the page of an item
error-unknown-item = There is no such item. Send /guide to see the guide, or type what you are looking for.
error-item-withdrawn = “{ $name }” is no longer done here. Send /guide to see what is.
item-home = <b>📖 Guide</b> The park does { $count } things for firms, { $online } of them wholly online.
    <b>Type what you need</b>, in your own words: 想开公司, business licence, factory. Or browse by field:
item-online-all = 🌐 Wholly online { $count }
item-online-title = <b>🌐 Wholly online: { $count }</b> Press one for materials and days:
item-report = 📝 Problems and their kinds
item-all-fields = 📖 All fields
item-field = <b>{ $field }</b>, { $count } in all. Press one for materials and days:
item-line = • { $name }: { $days ->
    [one] 1 working day
   *[other] { $days } working days
  }{ $online ->
    [0] {""}
   *[1] {" "}🌐
  }
item-page = Page { $page } of { $pages }
item-earlier = ← Earlier
item-further = Further →
item-found = <b>🔎 “{ $words }”</b> These fit best; press one for materials and days. If none does, say it in other words:
item-found-none = <b>🔎 “{ $words }”</b> was not found. Say it in other words (such as: licence, factory, hiring), or browse by field.
item-file = 📝 It is a problem to file
item-is-newer = 🆕 This item has changed; below is what holds now.
item-title = <b>📖 { $name }</b> ({ $code })
item-department = Department: { $department }
item-no-department = Department: the front desk
item-days = Promised in <b>{ $promised }</b> { $promised ->
    [one] working day
   *[other] working days
  } (the law allows { $statutory })
item-online = 🌐 Wholly online, nobody has to come
item-not-online = 🏢 At the window, or an agent does it for you
item-fees = Fees: { $fees }
item-free = Fees: none
item-materials = <b>Materials ({ $count })</b>
item-no-materials = <b>No materials needed</b>
item-material = { $number }. { $name }{ $form }, { $copies ->
    [one] 1 copy
   *[other] { $copies } copies
  }{ $sample }
item-material-original = { $number }. { $name }{ $form }, the original{ $copies ->
    [one] {""}
   *[other] {" "}× { $copies }
  }{ $sample }
item-form = {" "}({ $form })
item-sample = , sample: { $sample }
item-steps = <b>Steps ({ $count })</b>
item-step = { $number }. { $name }: { $who }, { $days ->
    [one] 1 working day
   *[other] { $days } working days
  }{ $after }{ $presence }
item-after = , after step { $steps }
item-at-once = , at any time
item-presence = . ⚠️ In person: { $reason }
item-worker-agent = an agent
item-worker-department = the department
item-worker-firm = the firm
item-link = To pass on: { $link }
item-papers = 📋 List of materials
item-papers-title = <b>📋 { $name }: materials</b>
item-want = 🤝 Have it done for me
item-back = ← { $field }
item-kind-approval = Approval
item-kind-setup = Setting up a firm
item-kind-certificate = Leftover certificate
item-kind-reward = Contract reward
