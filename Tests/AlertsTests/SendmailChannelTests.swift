import Glibc
import Model
import Testing

@testable import Alerts

/// A directory with a `sendmail` that does what a shell script says; removed when the test is over.
private final class FakeSendmail {
    let directory: String
    var program: String { directory + "/sendmail" }
    var received: String { FakeSendmail.read(directory + "/mail") }
    var arguments: String { FakeSendmail.read(directory + "/arguments") }

    init(_ script: String) throws {
        var template = Array("/tmp/alerts-tests-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let file = open(program, O_WRONLY | O_CREAT | O_CLOEXEC, 0o700)
        let text = "#!/bin/sh\ncd \(directory)\n\(script)\n"
        #expect(write(file, text, text.utf8.count) == text.utf8.count)
        close(file)
    }

    private static func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    deinit {
        for name in ["sendmail", "mail", "arguments"] { unlink(directory + "/" + name) }
        rmdir(directory)
    }
}

@Suite struct `The local mail program` {
    private let message = MessageWriter(wording: .inHelsinki(.swedish))
        .message(for: .powerSupply(.began, after: .seconds(125)), now: .fault + .seconds(130))

    /// What delivery says, `nil` if it succeeded.
    private func failure(_ program: String, deadline: Duration = .seconds(20)) async throws -> String? {
        let from = try #require(MailAddress("monitor@town.example"))
        let to = try #require(MailAddress("helpdesk@town.example"))
        do throws(ChannelError) {
            try await SendmailChannel(program: program, from: from, to: [to], deadline: deadline).deliver(message)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `gets the whole mail and finds the receivers in it`() async throws {
        let sendmail = try FakeSendmail("cat > mail; echo \"$@\" > arguments")
        #expect(try await failure(sendmail.program) == nil)
        #expect(sendmail.arguments == "-i -t\n")
        #expect(sendmail.received.contains("\nTo: helpdesk@town.example\n"))
        #expect(
            sendmail.received.hasSuffix(
                "\nN=C3=A4sta meddelande: n=C3=A4r det =C3=A4r =C3=B6ver eller\nblir v=C3=A4rre.\n"))
    }

    @Test func `that refuses is quoted, without what steers a terminal`() async throws {
        let sendmail = try FakeSendmail("cat > mail; printf 'no route\\033[2J' >&2; exit 75")
        #expect(
            try await failure(sendmail.program) == """
                \(sendmail.program) ended with exit code 75: no route\\u{1B}[2J; \
                look into the mail program's log; it is tried again
                """)
    }

    @Test func `that never ends is killed at the deadline`() async throws {
        let sendmail = try FakeSendmail("exec sleep 600")
        let said = try await failure(sendmail.program, deadline: .milliseconds(1500))
        #expect(
            said == "\(sendmail.program) did not end within 1 s; look into the mail program's log; it is tried again")
    }

    @Test func `that is missing is named`() async throws {
        let said = try #require(try await failure("/nonexistent/sendmail"))
        #expect(said.hasPrefix("could not start /nonexistent/sendmail ("))
        #expect(said.hasSuffix("install a mail program that has a sendmail command, or name another one"))
    }
}
