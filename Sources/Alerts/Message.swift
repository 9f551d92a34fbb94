public import Model

/// What is told, ready to be read: a subject, and lines that fit on a phone.
public struct Message: Sendable, Equatable {
    /// One line.
    public var subject: String
    /// Lines of at most 40 columns, each ended by a line feed.
    public var body: String
    public var language: Language
    /// The same whenever the same notice is written again, so that a mail program shows a repeated one once.
    public var identity: String
    /// The identity of the first message about the incident; `nil` if this is it.
    public var thread: String?
    /// When it was written, as the site's wall clock shows it.
    public var written: CalendarTime

    public init(
        subject: String, body: String, language: Language, identity: String, thread: String? = nil,
        written: CalendarTime
    ) {
        self.subject = subject
        self.body = body
        self.language = language
        self.identity = identity
        self.thread = thread
        self.written = written
    }
}
