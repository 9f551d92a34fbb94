import Testing

@testable import Control

@Suite struct HTTPResponseReaderTests {
    /// All parts of an answer that comes in pieces of the given size; the body in one.
    private func parts(_ text: String, pieces size: Int, closes: Bool = false) throws -> (
        status: Int, body: String, ended: Bool
    ) {
        var reader = HTTPResponseReader()
        var (status, body, ended) = (0, [UInt8](), false)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.append(Array(bytes[start..<min(start + size, bytes.count)]))
            while let part = try reader.next() {
                switch part {
                case .head(let code): status = code
                case .body(let piece): body += piece
                case .end: ended = true
                }
            }
        }
        if closes { try reader.finish() }
        return (status, String(decoding: body, as: UTF8.self), ended)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `a body by its length comes whole, however it is cut`(size: Int) throws {
        let answer = try parts("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", pieces: size)
        #expect(answer == (200, "hello", true))
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `chunks are put together, however they are cut`(size: Int) throws {
        let answer = try parts(
            "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
            pieces: size)
        #expect(answer == (404, "hello", true))
    }

    @Test func `a body without a length ends with the connection`() throws {
        let answer = try parts("HTTP/1.1 200 OK\r\n\r\nhello", pieces: 4, closes: true)
        #expect(answer == (200, "hello", false))
    }

    @Test func `a connection that ends in the middle is an error`() {
        #expect(throws: ControlError.closed) {
            try parts("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", pieces: 4, closes: true)
        }
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 9 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
    ])
    func `what is no HTTP answer is refused`(text: String) {
        #expect {
            try parts(text, pieces: 1000)
        } throws: { error in
            switch error as? ControlError {
            case .malformed, .tooLarge: true
            default: false
            }
        }
    }

    @Test func `a head without end is given up at its limit`() {
        let text = "HTTP/1.1 200 OK\r\n" + String(repeating: "X: y\r\n", count: 10_000)
        #expect(throws: ControlError.tooLarge("head", limit: HTTPResponseReader.headLimit)) {
            try parts(text, pieces: 1000)
        }
    }

    @Test func `random bytes crash nothing`() {
        var generator = SystemRandomNumberGenerator()
        let seed = generator.next()
        var random = SplitMix(state: seed)
        for _ in 0..<2000 {
            var text = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n0\r\n\r\n".utf8)
            for _ in 0..<3 { text[Int.random(in: text.indices, using: &random)] = .random(in: 0...255, using: &random) }
            var reader = HTTPResponseReader()
            reader.append(text)
            do {
                while try reader.next() != nil {}
            } catch {
                continue
            }
        }
    }
}

/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
