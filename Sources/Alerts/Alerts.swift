// Alerts — incidents that somebody must hear of become messages, and messages are delivered.
//
// It does not judge (Rules) and keeps nothing (Store): what is to be told comes in as a `Notice`, whether it was told
// goes back. No text of a device reaches a header or a terminal unescaped.
//
//   AlertPolicy       which turns of an incident are told
//   MessageWriter     notice → message, in three languages, for a phone
//   Message           subject and body
//   Mail              message → RFC 5322, with EncodedWord and QuotedPrintable
//   Channel           a way out: PrintChannel for cron, SendmailChannel for the local mail program
//   AlertRun          claims, writes, delivers, confirms
