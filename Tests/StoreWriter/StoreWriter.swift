import CrashWorkload
import Glibc
import Model
import Store

/// Writes to a database and says so, until it is killed: the other half of the test that kills it.
///
///     StoreWriter DIRECTORY SEED BATCHES CONFIRMED BEGUN
///
/// First it holds what it finds against what was told before the last kill, and ends with 1 if something is wrong. Then
/// each line on standard output is a promise: `checked N`, `acknowledged N` batches, `confirmed N` notices.
@main struct StoreWriter {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 6, let seed = UInt64(words[2]), let batches = Int(words[3]),
            let confirmed = OutboxRow.ID(words[4]), let begun = Int(words[5])
        else {
            say("usage: StoreWriter DIRECTORY SEED BATCHES CONFIRMED BEGUN", to: STDERR_FILENO)
            exit(64)
        }
        var workload = Workload(seed: seed)
        let archive = try Archive(directory: words[1], now: workload.time(of: begun))
        let outbox = try Outbox(directory: words[1])
        let found = try await workload.findings(
            archive, outbox, told: Workload.Told(batches: batches, begun: begun, confirmed: confirmed))
        guard found.complaints.isEmpty else {
            say(found.complaints.joined(separator: "\n"), to: STDERR_FILENO)
            exit(1)
        }
        say("checked \(found.stored)", to: STDOUT_FILENO)
        for number in found.stored... {
            try await archive.write(workload.batch(number))
            say("acknowledged \(number + 1)", to: STDOUT_FILENO)
            try await workload.tidy(archive, after: number)
            try workload.deliver(from: outbox, after: number) { say("confirmed \($0)", to: STDOUT_FILENO) }
        }
    }

    /// One system call and nothing that is buffered: what was said is said.
    private static func say(_ text: String, to file: Int32) {
        let line = Array("\(text)\n".utf8)
        _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }
}
