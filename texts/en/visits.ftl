# Visits: what is due, the record, the firm's confirmation, the list; the firm card
visits-title = 🚶 <b>{ $count } firms are due for a visit</b>
visits-soon = 🟢 { $firm }: to be visited by { $day }, { $days } working days left
visits-due = 🟡 { $firm }: to be visited today ({ $day })
visits-late = 🔴 { $firm }: was to be visited on { $day }, { $days } working days ago
visits-begin = 🚶 Record a visit: { $firm }
