import Control
import Glibc
import Model
import Platform

/// Standard output, as it is: a terminal, or a pipe that takes neither colours nor a width from us.
enum Output {
    /// Not on `NO_COLOR` (no-color.org), and not in a pipe.
    static var isInColour: Bool { Terminal.isTerminal() && environmentVariable("NO_COLOR") == nil }

    /// Of the terminal, between 80 and 160 columns; 100 in a pipe.
    static var width: Int { min(160, max(80, Terminal.size()?.columns ?? 100)) }

    static func print(_ lines: [String]) {
        write(lines.joined(separator: "\n") + "\n", to: 1)
    }

    static func printJSON(_ value: some Encodable) {
        do {
            write(String(decoding: try ControlJSON.encode(value), as: UTF8.self) + "\n", to: 1)
        } catch {
            printError("cannot write this as JSON: \(error)")
        }
    }

    /// As it is; whoever takes no more of it (`| head`) ends the program quietly, by SIGPIPE or here.
    static func write(_ text: String) {
        guard !text.isEmpty, !write(text, to: 1) else { return }
        exit(errno == EPIPE ? EXIT_SUCCESS : EX_IOERR)
    }

    /// Whole, however often the system takes only a part of it; nobody is left to hear of a failure.
    ///
    /// - Returns: whether all was taken.
    @discardableResult
    fileprivate static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            guard count > 0 || errno == EINTR else { return false }
            done += max(0, count)
        }
        return true
    }
}

/// Says something on standard error.
func printError(_ text: String) {
    Output.write(text + "\n", to: 2)
}

/// Says what went wrong and what to do about it on standard error; why an act was refused in the reader's language.
func printError(_ error: ControlError, in wording: Wording? = nil) {
    if let wording, case .refused(_, let refusal) = error, let objection = refusal.objection {
        printError("monitor: " + wording.problem(objection).visible(limit: 500))
        return printError(wording.remedy(objection).visible(limit: 500))
    }
    printError("monitor: \(error)")
    if let remedy = error.remedy { printError(remedy.visible()) }
}
