// Alerts — stages of incidents → messages: texts and channels.
//
// It decides no status and writes no database.
