# The back office: the agency service, its ledgers, the landing checklists
office-agency = Agency service
office-agency-what = Cases, the ledgers of rewards and leftover certificates, the year's report
office-agency-cases = Cases
office-checklist = Checklist
office-after-items = After which items
office-days-later = Working days later
