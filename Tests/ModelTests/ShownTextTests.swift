import Model
import Testing

struct VisibleTextTests {
    @Test(arguments: [
        ("Kytkin 2. krs, Åbo ☕", "Kytkin 2. krs, Åbo ☕"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
        ("a\r\nSubject: b", "a\\u{D}\\u{A}Subject: b"), ("\u{0}", "\\u{0}"), ("\u{7F}", "\\u{7F}"),
        ("\u{9B}2J", "\\u{9B}2J"), ("\u{202E}fdp.exe", "\\u{202E}fdp.exe"),
        ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
        ("a\u{200B}b\u{200D}c\u{FEFF}", "a\\u{200B}b\\u{200D}c\\u{FEFF}"), ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
        ("\u{E0041}", "\\u{E0041}"), ("\u{AD}", "\\u{AD}"), ("\u{E000}", "\\u{E000}"), ("\t", "\\u{9}"),
    ])
    func `what steers a terminal, a header or the direction of writing is shown`(text: String, shown: String) {
        #expect(text.visible() == shown)
    }

    @Test func `what is shown steers nothing any more`() {
        let everything = String(String.UnicodeScalarView((0..<0x3000).compactMap(Unicode.Scalar.init)))
        let shown = everything.visible(limit: .max)
        #expect(shown.visible(limit: .max) == shown)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcde…"), ("\u{1}\u{1}", 1, "\\u{1}…"), ("", 0, ""), ("a", 0, "…"),
    ])
    func `a text ends at the limit`(text: String, limit: Int, shown: String) {
        #expect(text.visible(limit: limit) == shown)
    }
}

struct SecretTests {
    private struct Credential {
        var user = "monitor"
        var key: Secret? = Secret("sentinel-4711")
    }

    @Test func `a secret prints nothing of itself, wherever it hides`() {
        let secret = Secret("sentinel-4711")
        var dumped = ""
        dump(Credential(), to: &dumped)
        dump(secret, to: &dumped)
        let everything = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", "\(["a": secret])",
            "\(Credential())", String(reflecting: Credential()), dumped,
        ]
        for text in everything {
            #expect(text.contains("•••"))
            #expect(!text.contains("sentinel"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func `only who asks for it gets it`() {
        #expect(Secret("sentinel-4711").reveal() == "sentinel-4711")
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
    }
}
