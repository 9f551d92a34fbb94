/// The languages that the helpdesk and the readers of mails are spoken to in.
public enum Language: String, Sendable, Codable, CaseIterable {
    case finnish = "fi"
    case swedish = "sv"
    case english = "en"
}
